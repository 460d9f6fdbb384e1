package io.limitrate.internal.algorithm;

/**
 * Units of a lease that will not be used.
 *
 * <p>Immutable and thread-safe.
 *
 * @param leased the state after the lease
 * @param units the number of returned units, not negative
 * @param chargedAtNanos the time at which the units were taken
 * @param endNanos the planned end of the lease
 */
public record Unused(State leased, long units, long chargedAtNanos, long endNanos) {

  /** Rejects negative units with an {@link IllegalArgumentException}. */
  public Unused {
    Arguments.notNegative("units", units);
  }

  /**
   * Returns the same units for one of several algorithms, with the part of the state that the
   * algorithm left.
   */
  public Unused of(State part) {
    return new Unused(part, units, chargedAtNanos, endNanos);
  }
}
