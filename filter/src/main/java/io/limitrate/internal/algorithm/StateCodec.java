package io.limitrate.internal.algorithm;

/**
 * Reads the states of one kind from their numbers. {@link java.util.ServiceLoader} finds the codecs
 * of states that other packages add. Immutable and thread-safe.
 */
public interface StateCodec {

  /** Returns the letter before the numbers in a stored text. Each codec has its own letter. */
  char letter();

  /**
   * Returns the state that {@link SingleState#numbers} has written.
   *
   * @throws IllegalArgumentException when the numbers are no state
   * @throws IndexOutOfBoundsException when numbers are missing
   * @throws ArithmeticException when a number is out of range
   */
  SingleState read(long[] numbers);
}
