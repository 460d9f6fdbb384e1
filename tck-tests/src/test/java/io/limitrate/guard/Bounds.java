package io.limitrate.guard;

import io.limitrate.guard.Bound.Allocation;
import io.limitrate.guard.Bound.Ratio;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bounds of the guard. Each bound is the value of the last measurement (docs/performance.md)
 * with a margin for the differences between processors and JVMs, which is a quarter of the value
 * for ratios of one thread.
 */
final class Bounds {
  private static final Subject TOMCAT = Subject.filter("tomcat-exact");
  private static final Subject CAFFEINE = Subject.filter("limitrate-caffeine");
  private static final Subject EHCACHE = Subject.filter("limitrate-ehcache");

  static final List<Bound> ALL =
      List.of(
          new Ratio("filter over Caffeine / Tomcat's filter", CAFFEINE, TOMCAT, 1.6),
          new Ratio("filter over Ehcache / Tomcat's filter", EHCACHE, TOMCAT, 1.7),
          decision(1_000, 1.9),
          // The cells do not fit into the processor's caches, so the memory decides.
          decision(100_000, 2.6),
          // The factor depends on how often both threads run at the same time.
          new Ratio(
              "one key, 2 threads / compare-and-set",
              Subject.hotKey("limitrateCaffeine"),
              Subject.hotKey("floorCell"),
              4),
          // The objects have 192 bytes. One more object has at least 16.
          new Allocation("bytes of a permitted request over Caffeine", CAFFEINE, 206));

  private Bounds() {}

  private static Bound decision(int keys, double highest) {
    return new Ratio(
        "decision over Caffeine / get and compare-and-set, " + keys + " keys",
        Subject.decision("limitrateCaffeine", keys),
        Subject.decision("floorCaffeine", keys),
        highest);
  }

  /** Returns all benchmarks, each subject beside its reference. */
  static List<Subject> subjects() {
    Set<Subject> subjects = new LinkedHashSet<>();
    ALL.forEach(bound -> subjects.addAll(bound.subjects()));
    return List.copyOf(subjects);
  }

  /** Compares the samples of some rounds with all bounds. */
  static Report check(Map<Subject, List<Sample>> samples, int rounds) {
    return new Report(ALL.stream().map(bound -> bound.check(samples, rounds)).toList());
  }
}
