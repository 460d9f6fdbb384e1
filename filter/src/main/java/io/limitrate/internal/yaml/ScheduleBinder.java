package io.limitrate.internal.yaml;

import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Event;
import io.limitrate.Quotas.Schedule.Time;
import io.limitrate.internal.text.Suggestion;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the schedule of a policy.
 *
 * @param inFlight the calls in flight of the policy, which hold at all times
 */
record ScheduleBinder(List<Quota> inFlight) {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern DATE_TIME = Pattern.compile(DATE + "T" + TIME);
  private static final Map<String, DayOfWeek> DAYS = names();

  private static Map<String, DayOfWeek> names() {
    Map<String, DayOfWeek> days = new TreeMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      days.put(name, day);
      days.put(name.substring(0, 3), day);
    }
    return days;
  }

  /** Returns the schedule; empty if there are errors. */
  Optional<Schedule> read(Setting setting) {
    Section section = setting.section("zone", "times", "events");
    Optional<ZoneId> zone = section.require("zone").flatMap(s -> s.read(ScheduleBinder::zone));
    Optional<List<Time>> times = all(section, "times", this::time);
    Optional<List<Event>> events = all(section, "events", this::event);
    if (zone.isEmpty() || times.isEmpty() || events.isEmpty()) {
      return Optional.empty();
    }
    return section.build(() -> new Schedule(zone.get(), times.get(), events.get()));
  }

  /** Returns the elements of a list; empty if one of them has an error. */
  private static <T> Optional<List<T>> all(
      Section section, String key, Function<Setting, Optional<T>> reader) {
    if (!section.has(key)) {
      return Optional.of(List.of());
    }
    List<Setting> elements = section.get(key).elements();
    List<T> read = new ArrayList<>();
    for (Setting element : elements) {
      reader.apply(element).ifPresent(read::add);
    }
    return read.isEmpty() || read.size() < elements.size()
        ? none(section.get(key))
        : Optional.of(read);
  }

  private static <T> Optional<List<T>> none(Setting setting) {
    setting.checkNotEmpty();
    return Optional.empty();
  }

  private Optional<Time> time(Setting setting) {
    Section section = setting.section("days", "from", "to", "quotas");
    Optional<Set<DayOfWeek>> days =
        section.has("days")
            ? days(section.get("days"))
            : Optional.of(EnumSet.allOf(DayOfWeek.class));
    Optional<LocalTime> from = time(section, "from", ScheduleBinder::start);
    Optional<LocalTime> to = time(section, "to", ScheduleBinder::end);
    Optional<Quotas> quotas = quotas(section);
    return days.isPresent() && from.isPresent() && to.isPresent() && quotas.isPresent()
        ? section.build(() -> new Time(days.get(), from.get(), to.get(), quotas.get()))
        : Optional.empty();
  }

  private static Optional<LocalTime> time(
      Section section, String key, Function<String, LocalTime> reader) {
    return section.has(key) ? section.read(key, reader) : Optional.of(LocalTime.MIDNIGHT);
  }

  private Optional<Event> event(Setting setting) {
    Section section = setting.section("name", "from", "to", "quotas");
    Optional<String> name = section.require("name").flatMap(Setting::text);
    Optional<LocalDateTime> from = date(section, "from");
    Optional<LocalDateTime> to = date(section, "to");
    Optional<Quotas> quotas = quotas(section);
    return name.isPresent() && from.isPresent() && to.isPresent() && quotas.isPresent()
        ? section.build(() -> new Event(name.get(), from.get(), to.get(), quotas.get()))
        : Optional.empty();
  }

  private Optional<Quotas> quotas(Section section) {
    return section.require("quotas").flatMap(s -> QuotasBinder.quotas(s, inFlight, quotas -> {}));
  }

  private static Optional<Set<DayOfWeek>> days(Setting setting) {
    setting.checkNotEmpty();
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Set<DayOfWeek> some : setting.each(ScheduleBinder::range)) {
      if (!Collections.disjoint(days, some)) {
        setting.addError("a day is given twice");
        return Optional.empty();
      }
      days.addAll(some);
    }
    return days.isEmpty() ? Optional.empty() : Optional.of(days);
  }

  /** Reads a day, or the days from one day to another, which may be in the next week. */
  private static Set<DayOfWeek> range(String text) {
    String[] ends = text.split("-", 2);
    DayOfWeek day = day(ends[0]);
    DayOfWeek last = day(ends[ends.length - 1]);
    Set<DayOfWeek> days = EnumSet.of(day, last);
    for (; day != last; day = day.plus(1)) {
      days.add(day);
    }
    return days;
  }

  private static DayOfWeek day(String text) {
    DayOfWeek day = DAYS.get(text.strip().toLowerCase(Locale.ROOT));
    if (day == null) {
      throw new IllegalArgumentException(
          "must be days such as mon, saturday or mon-fri" + Suggestion.of(text, DAYS.keySet()));
    }
    return day;
  }

  private static LocalTime end(String text) {
    return text.equals("24:00") ? LocalTime.MIDNIGHT : start(text);
  }

  private static LocalTime start(String text) {
    if (!TIME.matcher(text).matches()) {
      String meant = TIME.matcher("0" + text).matches() ? "; did you mean 0" + text + "?" : "";
      throw new IllegalArgumentException("must be a time from 00:00 to 23:59" + meant);
    }
    return LocalTime.parse(text);
  }

  private static Optional<LocalDateTime> date(Section section, String key) {
    return section.require(key).flatMap(setting -> setting.read(ScheduleBinder::dateTime));
  }

  private static LocalDateTime dateTime(String text) {
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text).atStartOfDay();
      }
      if (DATE_TIME.matcher(text).matches()) {
        return LocalDateTime.parse(text);
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no such date", e);
    }
    throw new IllegalArgumentException(
        "must be a local time of the zone, such as 2026-11-27T09:00, or a date");
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "unknown time zone, it is a name such as Europe/Berlin or an offset such as +02:00"
              + Suggestion.of(text, ZoneId.getAvailableZoneIds()),
          e);
    }
  }
}
