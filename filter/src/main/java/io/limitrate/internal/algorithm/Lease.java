package io.limitrate.internal.algorithm;

/**
 * What taking units in advance left.
 *
 * <p>Immutable and thread-safe.
 *
 * @param next the state to keep, in which the units are charged
 * @param endNanos the last instant at which they may be used; it may be earlier than asked for
 */
public record Lease(State next, long endNanos) {

  /** What is given back of units that were taken at that time. */
  public Unused unused(long units, long chargedAtNanos) {
    return new Unused(next, units, chargedAtNanos, endNanos);
  }
}
