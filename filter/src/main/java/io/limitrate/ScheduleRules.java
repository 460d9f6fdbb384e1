package io.limitrate;

import static io.limitrate.QuotaFormat.require;

import io.limitrate.Quota.CalendarWindow;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Event;
import io.limitrate.Quotas.Schedule.Time;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of a schedule.
 *
 * <p>The quotas of a schedule differ from the policy's own quotas by their numbers only, so the
 * state of a client continues as it is. The count of a window stays. The level of a bucket stays as
 * a part of the time that the bucket takes to fill, so this time has to stay too.
 */
final class ScheduleRules {
  private static final int MOST = 100;
  private static final int DAY_MINUTES = 24 * 60;
  private static final int WEEK_MINUTES = 7 * DAY_MINUTES;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private ScheduleRules() {}

  static void checkTime(Set<DayOfWeek> days, LocalTime from, LocalTime to, Quotas quotas) {
    Objects.requireNonNull(quotas, "quotas");
    require(!days.isEmpty(), "a time needs days");
    require(wholeMinute(from), "from " + from + ": must be a whole minute");
    require(wholeMinute(to), "to " + to + ": must be a whole minute");
    require(
        !from.equals(to) || from.equals(LocalTime.MIDNIGHT),
        "from and to are both " + from + ": leave both out for the whole day, or change one");
  }

  static void checkEvent(String name, LocalDateTime from, LocalDateTime to, Quotas quotas) {
    Objects.requireNonNull(quotas, "quotas");
    require(
        NAME.matcher(name).matches(),
        "event \"" + name + "\": the name must be 1 to 100 letters, digits and . _ -");
    require(
        wholeMinute(from.toLocalTime()) && wholeMinute(to.toLocalTime()),
        "event " + name + ": from and to must be whole minutes");
    require(from.isBefore(to), "event " + name + ": to must be after from");
  }

  private static boolean wholeMinute(LocalTime time) {
    return time.equals(time.truncatedTo(ChronoUnit.MINUTES));
  }

  static void check(ZoneId zone, List<Time> times, List<Event> events) {
    Objects.requireNonNull(zone, "zone");
    require(!times.isEmpty() || !events.isEmpty(), "a schedule needs times or events");
    require(times.size() <= MOST && events.size() <= MOST, "at most 100 times and 100 events");
    for (int i = 0; i < times.size(); i++) {
      for (Time earlier : times.subList(0, i)) {
        checkApart(earlier, times.get(i));
      }
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < events.size(); i++) {
      String name = events.get(i).name();
      require(names.add(name), "event " + name + " is given twice: change one of the names");
      for (Event earlier : events.subList(0, i)) {
        checkApart(earlier, events.get(i));
      }
    }
  }

  private static void checkApart(Time one, Time other) {
    for (DayOfWeek day : one.days()) {
      for (DayOfWeek otherDay : other.days()) {
        int later = minute(otherDay, other.from()) - minute(day, one.from());
        if (Math.floorMod(later, WEEK_MINUTES) < minutes(one)
            || Math.floorMod(-later, WEEK_MINUTES) < minutes(other)) {
          throw overlap(write(one), write(other));
        }
      }
    }
  }

  private static void checkApart(Event one, Event other) {
    if (one.from().isBefore(other.to()) && other.from().isBefore(one.to())) {
      throw overlap(write(one), write(other));
    }
  }

  private static IllegalArgumentException overlap(String one, String other) {
    return new IllegalArgumentException(
        one + " and " + other + " overlap: end one of them where the other one starts");
  }

  private static int minute(DayOfWeek day, LocalTime time) {
    return day.getValue() * DAY_MINUTES + time.toSecondOfDay() / 60;
  }

  private static int minutes(Time time) {
    int minutes = (time.to().toSecondOfDay() - time.from().toSecondOfDay()) / 60;
    return minutes > 0 ? minutes : minutes + DAY_MINUTES;
  }

  /** Checks that a client's states continue when the quotas of a policy change by the schedule. */
  static void checkShapes(String policy, PolicyTiers limits, Schedule schedule) {
    require(
        limits.tiers().isEmpty(),
        "policy "
            + policy
            + ": a schedule sets the quotas of all calls: use it without tiers, or remove it");
    for (Time time : schedule.times()) {
      require(
          !time.quotas().equals(limits.untiered()),
          "policy "
              + policy
              + ": schedule: "
              + time
              + ": has the policy's own quotas, so it has no effect: remove it");
      checkShape(policy, time.toString(), limits.untiered(), time.quotas());
    }
    for (Event event : schedule.events()) {
      checkShape(policy, write(event), limits.untiered(), event.quotas());
    }
  }

  private static void checkShape(String policy, String place, Quotas own, Quotas scheduled) {
    boolean same = own.list().size() == scheduled.list().size();
    for (int i = 0; same && i < own.list().size(); i++) {
      same = sameShape(own.list().get(i), scheduled.list().get(i));
    }
    require(
        same,
        "policy "
            + policy
            + ": schedule: "
            + place
            + ": \""
            + scheduled
            + "\" must differ from the policy's own \""
            + own
            + "\" by numbers only, because the counter of a client continues: repeat the algorithm"
            + " and the window of each quota, and a burst or queue of the same part of the limit");
  }

  private static boolean sameShape(Quota own, Quota scheduled) {
    if (own.getClass() != scheduled.getClass() || !own.window().equals(scheduled.window())) {
      return false;
    }
    if (own instanceof CalendarWindow one && scheduled instanceof CalendarWindow other) {
      return one.unit() == other.unit()
          && one.anchor().equals(other.anchor())
          && one.zone().equals(other.zone());
    }
    return product(own.capacity(), scheduled.limit())
        .equals(product(scheduled.capacity(), own.limit()));
  }

  private static BigInteger product(long one, long other) {
    return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
  }

  static List<Quotas> quotas(Schedule schedule) {
    return Stream.concat(
            schedule.times().stream().map(Time::quotas),
            schedule.events().stream().map(Event::quotas))
        .toList();
  }

  static String write(Time time) {
    List<String> days = new ArrayList<>();
    for (DayOfWeek day : time.days()) {
      days.add(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
    }
    boolean wholeDay = time.from().equals(time.to());
    return String.join(",", days) + (wholeDay ? "" : " " + time.from() + "-" + time.to());
  }

  private static String write(Event event) {
    return "event " + event.name() + " " + event.from() + " to " + event.to();
  }

  static String write(Schedule schedule) {
    List<String> parts = new ArrayList<>();
    for (Time time : schedule.times()) {
      parts.add(time.quotas() + " on " + time);
    }
    for (Event event : schedule.events()) {
      parts.add(event.quotas() + " at " + write(event));
    }
    return String.join("; ", parts) + " (" + schedule.zone() + ")";
  }
}
