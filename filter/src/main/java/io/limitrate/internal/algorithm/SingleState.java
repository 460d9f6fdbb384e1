package io.limitrate.internal.algorithm;

/**
 * A state without parts. The state writes itself as numbers, and its codec reads the numbers again.
 */
public non-sealed interface SingleState extends State {

  /** Returns the codec that reads the numbers of this state. */
  StateCodec codec();

  /** Returns this state as a new array of numbers. Equal states have equal numbers. */
  long[] numbers();
}
