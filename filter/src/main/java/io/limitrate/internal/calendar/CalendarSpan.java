package io.limitrate.internal.calendar;

import io.limitrate.Quota.CalendarWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * One window of the calendar, in nanoseconds of wall-clock time since 1970.
 *
 * @param startNanos the first nanosecond of the window
 * @param endNanos the first nanosecond of the next window
 */
public record CalendarSpan(long startNanos, long endNanos) {
  private static final long SECOND_NANOS = 1_000_000_000;

  /**
   * The window of a time is at most this many windows away from the window that its local date
   * suggests: a time zone may skip or repeat a day.
   */
  private static final int NEIGHBOURS = 3;

  /**
   * Returns the window of a time. The window starts at the last start up to the time, because local
   * dates may go back, and ends at the next start, because two starts may be one instant.
   */
  public static CalendarSpan at(CalendarWindow quota, long wallNanos) {
    long now = Math.floorDiv(wallNanos, SECOND_NANOS);
    LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(now), quota.zone());
    long near = quota.anchor().until(local, quota.unit());
    long start = Long.MIN_VALUE;
    long end = Long.MAX_VALUE;
    for (long number = near - NEIGHBOURS; number <= near + NEIGHBOURS; number++) {
      long next = startSecond(quota, number);
      if (next <= now) {
        start = Math.max(start, next);
      } else {
        end = Math.min(end, next);
      }
    }
    return new CalendarSpan(start * SECOND_NANOS, end * SECOND_NANOS);
  }

  /** Counts from the anchor: from a 31st, each month starts at its 31st or at its last day. */
  private static long startSecond(CalendarWindow quota, long number) {
    LocalDate date = quota.anchor().toLocalDate().plus(number, quota.unit());
    LocalTime time = quota.anchor().toLocalTime();
    ZoneId zone = quota.zone();
    return time.equals(LocalTime.MIDNIGHT)
        ? date.atStartOfDay(zone).toEpochSecond()
        : date.atTime(time).atZone(zone).toEpochSecond();
  }

  /** Returns the length of the window. */
  public long nanos() {
    return endNanos - startNanos;
  }

  /** Returns whether the time lies within the window. */
  public boolean holds(long wallNanos) {
    return wallNanos - startNanos >= 0 && wallNanos - endNanos < 0;
  }
}
