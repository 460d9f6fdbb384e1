package io.limitrate.guard;

/**
 * What one JVM measured of a benchmark.
 *
 * @param time the time of an operation, in a unit that all samples share
 * @param bytes the bytes that an operation allocates
 */
record Sample(double time, double bytes) {}
