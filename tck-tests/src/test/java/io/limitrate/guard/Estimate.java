package io.limitrate.guard;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A measured value with its noise: the true value is between {@code value / noise} and {@code value
 * * noise}.
 *
 * @param noise a factor, 1 for an exact value
 */
record Estimate(double value, double noise) {
  /**
   * The standard errors in the noise. With six rounds the true ratio is above the interval in 1.5 %
   * of all runs (Student's t, 5 degrees of freedom).
   */
  private static final int STANDARD_ERRORS = 3;

  /** The fewest pairs whose differences say how large the noise is. */
  private static final int FEWEST_PAIRS = 3;

  /**
   * Estimates a ratio from pairs of neighbouring measurements, so that changes of the machine's
   * speed during the run cancel out. The value is the geometric mean of the pairs' ratios. The
   * noise is {@code exp(3 s / sqrt(n))}, where s is the standard deviation of the logarithms of the
   * n ratios. It is infinite for fewer than three pairs.
   */
  static Estimate ofRatio(double[] subject, double[] reference) {
    double[] logs =
        IntStream.range(0, Math.min(subject.length, reference.length))
            .mapToDouble(round -> Math.log(subject[round] / reference[round]))
            .toArray();
    if (logs.length < FEWEST_PAIRS) {
      return new Estimate(Double.NaN, Double.POSITIVE_INFINITY);
    }
    double mean = Arrays.stream(logs).average().orElseThrow();
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    double standardError = Math.sqrt(squares / (logs.length - 1) / logs.length);
    return new Estimate(Math.exp(mean), Math.exp(STANDARD_ERRORS * standardError));
  }

  /** Returns the least of values that are the same in each JVM, unless its compiler is late. */
  static Estimate ofLeast(double[] values) {
    return new Estimate(Arrays.stream(values).min().orElseThrow(), 1);
  }
}
