package io.limitrate.guard;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The highest value of a measurement with which the guard passes. */
sealed interface Bound {
  /** Returns what the bound limits. */
  String name();

  /** Returns the highest value. */
  double highest();

  /** Returns the benchmarks that are measured, in the order of their runs. */
  List<Subject> subjects();

  /** Estimates the measured value. Each subject has a sample of each round. */
  Estimate estimate(Map<Subject, List<Sample>> samples);

  /** Compares the samples of some rounds with the bound. */
  default Finding check(Map<Subject, List<Sample>> samples, int rounds) {
    boolean complete =
        subjects().stream()
            .allMatch(subject -> samples.getOrDefault(subject, List.of()).size() == rounds);
    return complete ? Finding.of(this, estimate(samples)) : new Finding.Missing(this);
  }

  /** The time of a subject divided by the time of a reference in the same round. */
  record Ratio(String name, Subject subject, Subject reference, double highest) implements Bound {
    @Override
    public List<Subject> subjects() {
      return List.of(reference, subject);
    }

    @Override
    public Estimate estimate(Map<Subject, List<Sample>> samples) {
      return Estimate.ofRatio(
          values(samples, subject, Sample::time), values(samples, reference, Sample::time));
    }
  }

  /** The bytes that an operation allocates. */
  record Allocation(String name, Subject subject, double highest) implements Bound {
    @Override
    public List<Subject> subjects() {
      return List.of(subject);
    }

    @Override
    public Estimate estimate(Map<Subject, List<Sample>> samples) {
      return Estimate.ofLeast(values(samples, subject, Sample::bytes));
    }
  }

  private static double[] values(
      Map<Subject, List<Sample>> samples, Subject subject, ToDoubleFunction<Sample> value) {
    return samples.getOrDefault(subject, List.of()).stream().mapToDouble(value).toArray();
  }
}
