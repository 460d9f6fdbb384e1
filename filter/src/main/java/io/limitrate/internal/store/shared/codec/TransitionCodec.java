package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;

/**
 * Writes and reads transitions of one type within the text of a command. {@link
 * java.util.ServiceLoader} finds the codecs of transitions that other packages add. Immutable and
 * thread-safe.
 */
public interface TransitionCodec<T extends Transition<?>> {

  /** Returns the letter before the fields. Each codec has its own letter. */
  char letter();

  /** Returns the type of the transitions. */
  Class<T> type();

  /**
   * Appends the fields, separated by {@code :}. A field contains no blank and no {@code |}.
   *
   * @param nowNanos the time of the command; times in fields are distances from it
   */
  void append(StringBuilder text, T transition, long nowNanos);

  /**
   * Reads the fields.
   *
   * @param quotas the quotas of the command
   * @param nowNanos the time of the command
   * @throws IllegalArgumentException when the fields are no transition
   * @throws IndexOutOfBoundsException when fields are missing
   */
  T read(String[] fields, CountedQuotas quotas, long nowNanos);
}
