package io.limitrate.internal.calendar;

import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Event;
import io.limitrate.Quotas.Schedule.Time;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of a schedule during a span of time, in nanoseconds of wall-clock time since 1970.
 *
 * @param quotas the quotas that hold from the start to the end
 * @param startNanos the first nanosecond
 * @param endNanos the nanosecond after the span, where other quotas may hold
 */
public record ScheduleSpan(Quotas quotas, long startNanos, long endNanos) {
  private static final long SECOND_NANOS = 1_000_000_000;

  /**
   * The most days before today on which a running time may have started: a zone may repeat a day.
   */
  private static final int DAYS_BEFORE = 3;

  private static final int DAYS_AFTER = 8;

  /**
   * Returns the span of a time. Each start and each end is computed from its own date, because days
   * of a time zone have different lengths.
   *
   * @param own the quotas outside of all times and events
   */
  public static ScheduleSpan at(Schedule schedule, Quotas own, long wallNanos) {
    Search search = new Search(schedule.zone(), Math.floorDiv(wallNanos, SECOND_NANOS));
    for (Event event : schedule.events()) {
      search.visit(event.from(), event.to(), event.quotas());
    }
    LocalDate today = search.today;
    for (int days = -DAYS_BEFORE; days <= DAYS_AFTER; days++) {
      LocalDate date = today.plusDays(days);
      for (Time time : schedule.times()) {
        if (time.days().contains(date.getDayOfWeek())) {
          search.visit(date.atTime(time.from()), end(date, time), time.quotas());
        }
      }
    }
    return search.span(own);
  }

  private static LocalDateTime end(LocalDate date, Time time) {
    return (time.to().isAfter(time.from()) ? date : date.plusDays(1)).atTime(time.to());
  }

  /** Returns whether the time lies within the span. */
  public boolean holds(long wallNanos) {
    return wallNanos - startNanos >= 0 && wallNanos - endNanos < 0;
  }

  /** Looks for the first visited span that holds now, and for the nearest start or end of any. */
  private static final class Search {
    private final ZoneRules rules;
    private final long now;
    private final LocalDate today;
    private long start;
    private long end;
    private @Nullable Quotas found;

    Search(ZoneId zone, long now) {
      this.rules = zone.getRules();
      this.now = now;
      this.today = LocalDate.ofInstant(Instant.ofEpochSecond(now), zone);
      this.start = second(today.minusDays(DAYS_BEFORE).atStartOfDay());
      this.end = second(today.plusDays(DAYS_AFTER).atStartOfDay());
    }

    void visit(LocalDateTime from, LocalDateTime to, Quotas quotas) {
      long first = second(from);
      long last = second(to);
      cut(first);
      cut(last);
      if (found == null && first <= now && now < last) {
        found = quotas;
      }
    }

    private void cut(long second) {
      if (second <= now) {
        start = Math.max(start, second);
      } else {
        end = Math.min(end, second);
      }
    }

    /** Returns the second at which a clock of the zone shows the local time, or a later one. */
    private long second(LocalDateTime local) {
      ZoneOffsetTransition change = rules.getTransition(local);
      if (change != null && change.isGap()) {
        return change.toEpochSecond();
      }
      ZoneOffset offset = change == null ? rules.getOffset(local) : change.getOffsetBefore();
      return local.toEpochSecond(offset);
    }

    ScheduleSpan span(Quotas own) {
      return new ScheduleSpan(
          found == null ? own : found, start * SECOND_NANOS, end * SECOND_NANOS);
    }
  }
}
