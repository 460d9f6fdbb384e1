package io.limitrate.internal.login.attempt;

import io.limitrate.internal.algorithm.StateCodec;

/** The codec of {@link AttemptState}. */
public record AttemptStateCodec() implements StateCodec {

  @Override
  public char letter() {
    return 'p';
  }

  @Override
  public AttemptState read(long[] numbers) {
    return AttemptState.of(numbers);
  }
}
