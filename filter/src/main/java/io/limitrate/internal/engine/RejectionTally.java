package io.limitrate.internal.engine;

import io.limitrate.Key;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the rejections of one policy within a minute, in bounded memory. Thread-safe. */
final class RejectionTally {
  /**
   * The most rules that are counted by name. A policy has fewer rules, but calls of application
   * code may have any number of endpoints.
   */
  private static final int MOST_RULES = 64;

  private static final String OTHERS = "other calls";

  private final LongAdder count = new LongAdder();
  private final LongAdder enforcedCount = new LongAdder();
  private final KeySketch keys = new KeySketch();
  private final Map<String, LongAdder> rules = new ConcurrentHashMap<>();

  /**
   * Counts a rejection.
   *
   * @param rule the rule that applied; {@code null} for a call of application code
   * @param enforced whether the call was rejected; otherwise it was only counted
   */
  void add(Key key, @Nullable String rule, boolean enforced) {
    count.increment();
    if (enforced) {
      enforcedCount.increment();
    }
    keys.add(key);
    String name = rule == null ? OTHERS : rule;
    LongAdder known = rules.get(name);
    if (known == null) {
      String kept = rules.size() < MOST_RULES ? name : OTHERS;
      known = rules.computeIfAbsent(kept, fresh -> new LongAdder());
    }
    known.increment();
  }

  boolean isEmpty() {
    return count.sum() == 0;
  }

  /** Returns whether a call was rejected, and not only counted. */
  boolean anyEnforced() {
    return enforcedCount.sum() > 0;
  }

  /** Returns the count, the estimated number of keys and the most frequent rule, as text. */
  String text() {
    String mostFrequent =
        rules.entrySet().stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().sum()))
            .map(Map.Entry::getKey)
            .orElse(OTHERS);
    long rejected = count.sum();
    long distinct = Math.max(1, Math.min(rejected, keys.estimate()));
    return rejected
        + " calls of about "
        + distinct
        + " keys within a minute, most at "
        + mostFrequent
        + spared(rejected - enforcedCount.sum());
  }

  /** Returns how many of the calls proceeded, if others of the same policy were rejected. */
  private String spared(long spared) {
    return spared > 0 && anyEnforced()
        ? "; " + spared + " of them were only counted, because their keys are not enforced"
        : "";
  }
}
