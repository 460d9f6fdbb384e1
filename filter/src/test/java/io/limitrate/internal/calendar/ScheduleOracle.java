package io.limitrate.internal.calendar;

import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Event;
import io.limitrate.Quotas.Schedule.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The quotas of a schedule by the simplest means: a local time takes place in the first minute in
 * which a clock of the zone shows that time or a later one.
 */
record ScheduleOracle(Schedule schedule, Quotas own) {
  /** More than the distance of any zone from UTC, and the longest way back of a clock. */
  private static final Duration FAR = Duration.ofHours(40);

  private static final Map<ZoneId, Map<LocalDateTime, Instant>> KNOWN = new ConcurrentHashMap<>();

  Quotas at(Instant now) {
    for (Event event : schedule.events()) {
      if (holds(now, event.from(), event.to())) {
        return event.quotas();
      }
    }
    LocalDate today = LocalDate.ofInstant(now, schedule.zone());
    for (LocalDate date = today.minusDays(2); !date.isAfter(today.plusDays(1)); ) {
      for (Time time : schedule.times()) {
        boolean sameDay = time.to().isAfter(time.from());
        LocalDateTime end = (sameDay ? date : date.plusDays(1)).atTime(time.to());
        if (time.days().contains(date.getDayOfWeek())
            && holds(now, date.atTime(time.from()), end)) {
          return time.quotas();
        }
      }
      date = date.plusDays(1);
    }
    return own;
  }

  private boolean holds(Instant now, LocalDateTime from, LocalDateTime to) {
    return !now.isBefore(reached(from)) && now.isBefore(reached(to));
  }

  private Instant reached(LocalDateTime local) {
    return KNOWN
        .computeIfAbsent(schedule.zone(), zone -> new ConcurrentHashMap<>())
        .computeIfAbsent(local, this::walk);
  }

  private Instant walk(LocalDateTime local) {
    Instant minute = local.toInstant(ZoneOffset.UTC).minus(FAR);
    while (LocalDateTime.ofInstant(minute, schedule.zone()).isBefore(local)) {
      minute = minute.plusSeconds(60);
    }
    return minute;
  }
}
