package io.limitrate.internal.algorithm;

/**
 * The units of one window and of the window before it.
 *
 * @param windowStartNanos the first nanosecond of the current window
 * @param previous units charged in the window before, not negative
 * @param current units charged in the current window, not negative; more than the limit after an
 *     overrun
 */
public record SlidingWindowCounterState(long windowStartNanos, long previous, long current)
    implements QuotaState {

  /** Rejects negative counts with an {@link IllegalArgumentException}. */
  public SlidingWindowCounterState {
    Arguments.notNegative("previous", previous);
    Arguments.notNegative("current", current);
  }

  @Override
  public QuotaStateCodec codec() {
    return QuotaStateCodec.SLIDING_WINDOW_COUNTER;
  }

  @Override
  public long[] numbers() {
    return new long[] {windowStartNanos, previous, current};
  }

  boolean empty() {
    return previous == 0 && current == 0;
  }
}
