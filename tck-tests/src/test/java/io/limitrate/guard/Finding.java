package io.limitrate.guard;

import java.util.Locale;

/** The result of one bound. {@link Exceeded} and {@link Missing} fail the build. */
sealed interface Finding {
  /**
   * The largest noise that lets a run pass whose ratio may be above the bound. A run with more
   * noise would miss a subject that has become half as slow again.
   */
  double MOST_NOISE = 1.5;

  /** Returns the bound. */
  Bound bound();

  /** Returns the bound's row of the table. */
  String row();

  /** Compares an estimate with its bound. */
  static Finding of(Bound bound, Estimate estimate) {
    if (estimate.value() / estimate.noise() > bound.highest()) {
      return new Exceeded(bound, estimate);
    }
    boolean surelyBelow = estimate.value() * estimate.noise() <= bound.highest();
    return surelyBelow || estimate.noise() <= MOST_NOISE
        ? new Passed(bound, estimate)
        : new Inconclusive(bound, estimate);
  }

  /** The value is not above the bound by more than the noise. */
  record Passed(Bound bound, Estimate estimate) implements Finding {
    @Override
    public String row() {
      return text(bound, estimate, "passed");
    }
  }

  /** The value is above the bound by more than the noise. */
  record Exceeded(Bound bound, Estimate estimate) implements Finding {
    @Override
    public String row() {
      return text(bound, estimate, "EXCEEDED");
    }
  }

  /** The noise is so large that the run says nothing about the value. */
  record Inconclusive(Bound bound, Estimate estimate) implements Finding {
    @Override
    public String row() {
      return text(bound, estimate, "INCONCLUSIVE");
    }
  }

  /** A benchmark has no result in some round, because it failed or does not exist. */
  record Missing(Bound bound) implements Finding {
    @Override
    public String row() {
      return String.format(
          Locale.ROOT, "| %-62s | - | - | %.2f | MISSING |", bound.name(), bound.highest());
    }
  }

  private static String text(Bound bound, Estimate estimate, String verdict) {
    return String.format(
        Locale.ROOT,
        "| %-62s | %.2f | ±%.0f %% | %.2f | %s |",
        bound.name(),
        estimate.value(),
        (estimate.noise() - 1) * 100,
        bound.highest(),
        verdict);
  }
}
