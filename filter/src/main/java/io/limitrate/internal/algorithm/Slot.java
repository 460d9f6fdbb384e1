package io.limitrate.internal.algorithm;

/**
 * The slot of one call among the calls in flight.
 *
 * @param name a number that no other slot of the same key has
 * @param holdNanos the time until the slot is free again, unless the call ends before
 */
public record Slot(long name, long holdNanos) {}
