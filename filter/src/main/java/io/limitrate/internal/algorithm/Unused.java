package io.limitrate.internal.algorithm;

/**
 * Units of a lease that will not be used.
 *
 * <p>Immutable and thread-safe.
 *
 * @param leased the state that the lease left
 * @param units how many are given back, not negative
 * @param chargedAtNanos when they were taken
 * @param endNanos when the lease ended or would have ended
 */
public record Unused(State leased, long units, long chargedAtNanos, long endNanos) {

  /** Rejects negative units with an {@link IllegalArgumentException}. */
  public Unused {
    Arguments.notNegative("units", units);
  }

  /** The same as seen by one algorithm of several, which left that part of the state. */
  public Unused of(State part) {
    return new Unused(part, units, chargedAtNanos, endNanos);
  }
}
