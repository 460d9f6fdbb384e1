package io.limitrate.internal.algorithm;

/** The codecs of {@link QuotaState}, one for each permitted type. */
public enum QuotaStateCodec implements StateCodec {
  TOKEN_BUCKET('t'),
  LEASED_BUCKET('b'),
  LEAKY_BUCKET('l'),
  FIXED_WINDOW('f'),
  SLIDING_WINDOW_COUNTER('c'),
  SLIDING_WINDOW_LOG('g'),
  CALENDAR_WINDOW('w'),
  IN_FLIGHT('n');

  private final char letter;

  QuotaStateCodec(char letter) {
    this.letter = letter;
  }

  @Override
  public char letter() {
    return letter;
  }

  @Override
  public QuotaState read(long[] n) {
    return switch (this) {
      case TOKEN_BUCKET -> new TokenBucketState(n[0], only(n, 2)[1]);
      case LEASED_BUCKET -> new LeasedBucketState(n[0], n[1], only(n, 3)[2]);
      case LEAKY_BUCKET -> new LeakyBucketState(n[0], only(n, 2)[1]);
      case FIXED_WINDOW -> new FixedWindowState(n[0], only(n, 2)[1]);
      case SLIDING_WINDOW_COUNTER -> new SlidingWindowCounterState(n[0], n[1], only(n, 3)[2]);
      case SLIDING_WINDOW_LOG -> SlidingWindowLogState.ofNumbers(n);
      case CALENDAR_WINDOW -> CalendarWindowState.ofNumbers(n[0], n[1], only(n, 3)[2]);
      case IN_FLIGHT -> InFlightState.ofNumbers(n);
    };
  }

  private static long[] only(long[] numbers, int count) {
    if (numbers.length != count) {
      throw new IllegalArgumentException("must have " + count + " numbers");
    }
    return numbers;
  }
}
