package io.limitrate.internal.algorithm;

/** The codec of {@link BanState}. */
public record BanStateCodec() implements StateCodec {

  @Override
  public char letter() {
    return 'x';
  }

  @Override
  public BanState read(long[] numbers) {
    if (numbers.length < 4) {
      throw new IllegalArgumentException("too few numbers for a ban");
    }
    return BanState.ofNumbers(numbers);
  }
}
