package io.limitrate.internal.algorithm;

/**
 * The result of taking units in advance.
 *
 * <p>Immutable and thread-safe.
 *
 * @param next the state to keep, in which the units are charged
 * @param endNanos the last instant at which the units may be used; may be earlier than requested
 */
public record Lease(State next, long endNanos) {

  /** Describes unused units that were taken at the given time. */
  public Unused unused(long units, long chargedAtNanos) {
    return new Unused(next, units, chargedAtNanos, endNanos);
  }
}
