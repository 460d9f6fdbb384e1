package io.limitrate.internal.algorithm;

/**
 * The units of one window. Its start is kept, not its number, so that it means the same when the
 * window's length is changed.
 *
 * @param windowStartNanos the first nanosecond of the window
 * @param count units charged in it, not negative; more than the limit after an overrun
 */
public record FixedWindowState(long windowStartNanos, long count) implements State {

  /** Rejects a negative count with an {@link IllegalArgumentException}. */
  public FixedWindowState {
    Arguments.notNegative("count", count);
  }
}
