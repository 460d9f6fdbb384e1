package io.limitrate.internal.calendar;

import io.limitrate.Quota.CalendarWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The windows of a quota by the simplest means: a walk over all dates of 27 years, which collects
 * the starts.
 */
record CalendarOracle(NavigableSet<Instant> starts) {
  static final String[] ZONES = {
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Havana",
    "America/St_Johns",
    "America/Santiago",
    "America/Sao_Paulo",
    "Atlantic/Azores",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Antarctica/Troll",
    "Antarctica/Casey"
  };

  private static final LocalDate FIRST = LocalDate.of(2005, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2033, 1, 1);
  private static final Map<CalendarWindow, CalendarOracle> KNOWN = new ConcurrentHashMap<>();

  static CalendarOracle of(CalendarWindow quota) {
    return KNOWN.computeIfAbsent(quota, CalendarOracle::walk);
  }

  private static CalendarOracle walk(CalendarWindow quota) {
    NavigableSet<Instant> starts = new TreeSet<>();
    for (LocalDate date = FIRST; date.isBefore(LAST); date = date.plusDays(1)) {
      if (starts(quota, date)) {
        starts.add(start(quota, date));
      }
    }
    return new CalendarOracle(starts);
  }

  private static boolean starts(CalendarWindow quota, LocalDate date) {
    LocalDate anchor = quota.anchor().toLocalDate();
    int last = YearMonth.from(date).lengthOfMonth();
    boolean day = date.getDayOfMonth() == Math.min(anchor.getDayOfMonth(), last);
    return switch (quota.unit()) {
      case DAYS -> true;
      case WEEKS -> date.getDayOfWeek() == anchor.getDayOfWeek();
      case MONTHS -> day;
      default -> day && date.getMonth() == anchor.getMonth();
    };
  }

  private static Instant start(CalendarWindow quota, LocalDate date) {
    LocalTime time = quota.anchor().toLocalTime();
    return time.equals(LocalTime.MIDNIGHT)
        ? date.atStartOfDay(quota.zone()).toInstant()
        : ZonedDateTime.of(date, time, quota.zone()).toInstant();
  }

  CalendarSpan at(Instant now) {
    return new CalendarSpan(nanos(starts.floor(now)), nanos(starts.higher(now)));
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond());
  }

  /** Returns the next change of the zone's offset, or the time if there is none. */
  static Instant changeAfter(ZoneId zone, Instant time) {
    ZoneOffsetTransition next = zone.getRules().nextTransition(time);
    return next == null || next.getInstant().isAfter(Instant.parse("2031-12-31T00:00:00Z"))
        ? time
        : next.getInstant();
  }
}
