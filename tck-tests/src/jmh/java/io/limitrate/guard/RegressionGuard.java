package io.limitrate.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures all subjects of {@link Bounds} in rounds, and exits with status 1 if a bound does not
 * hold. A round runs each benchmark in a JVM of its own, and every second round runs them in
 * reverse order, so that a subject and its reference see the same load of the machine.
 */
public final class RegressionGuard {
  /** Further rounds end within this time. Only a very busy machine takes longer for the fewest. */
  private static final Duration LIMIT = Duration.ofMinutes(3).plusSeconds(45);

  private static final int FEWEST_ROUNDS = 3;
  private static final int MOST_ROUNDS = 8;

  private RegressionGuard() {}

  /** Runs the guard. */
  public static void main(String[] arguments) {
    Map<Subject, List<Sample>> samples = new LinkedHashMap<>();
    int rounds = measure(samples);
    Report report = Bounds.check(samples, rounds);
    System.out.println("\n" + report.text() + "\n");
    System.exit(report.passed() ? 0 : 1);
  }

  private static int measure(Map<Subject, List<Sample>> samples) {
    List<Subject> subjects = new ArrayList<>(Bounds.subjects());
    long beginNanos = System.nanoTime();
    int rounds = 0;
    while (rounds < FEWEST_ROUNDS || (rounds < MOST_ROUNDS && fits(beginNanos, rounds))) {
      for (Subject subject : subjects) {
        List<Sample> ofSubject = samples.computeIfAbsent(subject, s -> new ArrayList<>());
        sample(subject).ifPresent(ofSubject::add);
      }
      Collections.reverse(subjects);
      rounds++;
      System.out.println("Regression guard: round " + rounds + " done");
    }
    return rounds;
  }

  /** Runs a benchmark; a benchmark that fails or does not exist has no sample. */
  private static Optional<Sample> sample(Subject subject) {
    try {
      return Optional.of(ShortRun.of(subject));
    } catch (RunnerException e) {
      System.out.println(subject + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns whether a further round ends in time, if it takes as long as the rounds before. */
  private static boolean fits(long beginNanos, int rounds) {
    long elapsedNanos = System.nanoTime() - beginNanos;
    return elapsedNanos / rounds * (rounds + 1) <= LIMIT.toNanos();
  }
}
