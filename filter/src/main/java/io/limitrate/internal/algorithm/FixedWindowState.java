package io.limitrate.internal.algorithm;

/**
 * The units of one window. The state holds the start of the window instead of its number, so that
 * the state stays valid when the length of the window changes.
 *
 * @param windowStartNanos the first nanosecond of the window
 * @param count units charged in the window, not negative; more than the limit after an overrun
 */
public record FixedWindowState(long windowStartNanos, long count) implements QuotaState {

  /** Rejects a negative count with an {@link IllegalArgumentException}. */
  public FixedWindowState {
    Arguments.notNegative("count", count);
  }

  @Override
  public QuotaStateCodec codec() {
    return QuotaStateCodec.FIXED_WINDOW;
  }

  @Override
  public long[] numbers() {
    return new long[] {windowStartNanos, count};
  }
}
