package io.limitrate.internal.algorithm;

import io.limitrate.internal.calendar.CalendarSpan;

/**
 * The units of one window of the calendar. The state holds the start and the end of the window, so
 * that nodes with different time zone data agree on the window.
 *
 * @param span the window, of positive length
 * @param count units charged in the window, not negative; more than the limit after an overrun
 */
public record CalendarWindowState(CalendarSpan span, long count) implements QuotaState {

  /** Rejects an empty window and a negative count with an {@link IllegalArgumentException}. */
  public CalendarWindowState {
    if (span.nanos() <= 0) {
      throw new IllegalArgumentException("window " + span + ": must have a positive length");
    }
    Arguments.notNegative("count", count);
  }

  @Override
  public QuotaStateCodec codec() {
    return QuotaStateCodec.CALENDAR_WINDOW;
  }

  @Override
  public long[] numbers() {
    return new long[] {span.startNanos(), span.nanos(), count};
  }

  static CalendarWindowState ofNumbers(long startNanos, long lengthNanos, long count) {
    return new CalendarWindowState(new CalendarSpan(startNanos, startNanos + lengthNanos), count);
  }
}
