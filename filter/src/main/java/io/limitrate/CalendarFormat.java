package io.limitrate;

import io.limitrate.Quota.CalendarWindow;
import io.limitrate.internal.text.Suggestion;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes windows of the calendar: {@code limit/unit}, then optionally {@code from} a
 * start day, {@code at} a start time, and the time zone.
 */
final class CalendarFormat {
  static final Pattern FORM =
      Pattern.compile("(?<limit>[0-9_]+)\\s*/\\s*(?<unit>day|week|month|year)(?:\\s+(?<rest>.*))?");
  static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "day", ChronoUnit.DAYS,
          "week", ChronoUnit.WEEKS,
          "month", ChronoUnit.MONTHS,
          "year", ChronoUnit.YEARS);

  private static final String ORDER =
      "after the unit come from, at and the time zone, in this order, such as 1000/month from 31 at"
          + " 06:00 Europe/Berlin";
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Pattern DAY_OF_MONTH = Pattern.compile("[1-9]|[12][0-9]|3[01]");
  private static final Pattern WITHOUT_KIND =
      Pattern.compile("burst|queue|token-bucket|leaky-bucket|(?:fixed|sliding|calendar)-window.*");
  private static final List<String> DAYS_OF_WEEK =
      Arrays.stream(DayOfWeek.values()).map(CalendarFormat::written).toList();

  private static final LocalDate SUNDAY = LocalDate.of(1970, 1, 4);

  /** The first day of a month that has every day of a month. */
  private static final LocalDate JANUARY = LocalDate.of(1970, 1, 1);

  /** A year that has every day of a year. */
  private static final int LEAP_YEAR = 1972;

  private CalendarFormat() {}

  static CalendarWindow read(Matcher form) {
    ChronoUnit unit = UNITS.getOrDefault(form.group("unit"), ChronoUnit.DAYS);
    Deque<String> words = words(form.group("rest"));
    String from = value("from", words);
    String at = value("at", words);
    LocalDate first = from == null ? firstDay(unit) : firstDay(unit, from);
    LocalTime time = at == null ? LocalTime.MIDNIGHT : time(at);
    ZoneId zone = words.isEmpty() ? ZoneOffset.UTC : zone(words.remove());
    if (!words.isEmpty()) {
      throw new IllegalArgumentException(words.peek() + " is out of place: " + ORDER);
    }
    return new CalendarWindow(
        QuotaFormat.number(form.group("limit")), unit, first.atTime(time), zone);
  }

  private static Deque<String> words(@Nullable String rest) {
    return rest == null || rest.isBlank()
        ? new ArrayDeque<>()
        : new ArrayDeque<>(List.of(rest.strip().split("\\s+")));
  }

  /** Returns the value after a word, if this word is next. */
  private static @Nullable String value(String word, Deque<String> words) {
    if (!word.equals(words.peek())) {
      return null;
    }
    words.remove();
    String value = words.poll();
    if (value == null) {
      throw new IllegalArgumentException(word + " has no value: " + ORDER);
    }
    return value;
  }

  private static LocalDate firstDay(ChronoUnit unit) {
    return unit == ChronoUnit.WEEKS ? SUNDAY.plusDays(1) : JANUARY;
  }

  private static LocalDate firstDay(ChronoUnit unit, String from) {
    return switch (unit) {
      case WEEKS -> SUNDAY.plusDays(1L + dayOfWeek(from));
      case MONTHS -> JANUARY.withDayOfMonth(dayOfMonth(from));
      case YEARS -> monthDay(from).atYear(LEAP_YEAR);
      default ->
          throw new IllegalArgumentException(
              "a day has no from: write its start time with at, such as 1000/day at 06:00");
    };
  }

  private static int dayOfWeek(String from) {
    int day = DAYS_OF_WEEK.indexOf(from);
    if (day < 0) {
      throw new IllegalArgumentException(
          "from "
              + from
              + ": must be a day of the week, monday to sunday"
              + Suggestion.of(from, DAYS_OF_WEEK));
    }
    return day;
  }

  private static int dayOfMonth(String from) {
    if (!DAY_OF_MONTH.matcher(from).matches()) {
      throw new IllegalArgumentException("from " + from + ": must be a day of the month, 1 to 31");
    }
    return Integer.parseInt(from);
  }

  private static MonthDay monthDay(String from) {
    try {
      return MonthDay.parse("--" + from);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "from " + from + ": must be a month and a day, 01-01 to 12-31", e);
    }
  }

  private static LocalTime time(String at) {
    if (!TIME.matcher(at).matches()) {
      String full = (at.matches("[0-9](:.*)?") ? "0" : "") + at + (at.contains(":") ? "" : ":00");
      String meant = TIME.matcher(full).matches() ? "; did you mean " + full + "?" : "";
      throw new IllegalArgumentException("at " + at + ": must be a time, 00:00 to 23:59" + meant);
    }
    return LocalTime.parse(at);
  }

  private static ZoneId zone(String word) {
    if (WITHOUT_KIND.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "a calendar window has no algorithm, burst or queue: remove " + word);
    }
    if (word.equals("from") || word.equals("at")) {
      throw new IllegalArgumentException(word + " is out of place: " + ORDER);
    }
    try {
      return ZoneId.of(word);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "unknown time zone "
              + word
              + ", it is a name such as Europe/Berlin or an offset such as +02:00"
              + meantZone(word),
          e);
    }
  }

  /** Suggests the word before a time or a day, a misspelt word, or a zone by its name or city. */
  private static String meantZone(String word) {
    Collection<String> known = new TreeSet<>(ZoneId.getAvailableZoneIds());
    String city = "/" + word.toLowerCase(Locale.ROOT);
    Stream<String> byCity =
        known.stream().filter(id -> id.toLowerCase(Locale.ROOT).endsWith(city)).limit(1);
    known.addAll(List.of("from", "at"));
    return Stream.of(beforeStart(word).stream(), byCity, Suggestion.nearest(word, known).stream())
        .flatMap(meant -> meant)
        .findFirst()
        .map(meant -> "; did you mean " + meant + "?")
        .orElse("");
  }

  private static Optional<String> beforeStart(String word) {
    if (TIME.matcher(word).matches()) {
      return Optional.of("at " + word);
    }
    boolean day = DAYS_OF_WEEK.contains(word) || DAY_OF_MONTH.matcher(word).matches();
    return day ? Optional.of("from " + word) : Optional.empty();
  }

  /** Returns the first anchor since 1970 that stands for the same windows. */
  static LocalDateTime firstAnchor(ChronoUnit unit, LocalDateTime anchor) {
    LocalTime time = anchor.toLocalTime();
    QuotaFormat.require(
        time.equals(time.truncatedTo(ChronoUnit.MINUTES)), "anchor must be a whole minute");
    LocalDate date =
        switch (unit) {
          case DAYS -> JANUARY;
          case WEEKS -> SUNDAY.plusDays(anchor.getDayOfWeek().getValue());
          case MONTHS -> JANUARY.withDayOfMonth(anchor.getDayOfMonth());
          case YEARS -> MonthDay.from(anchor).atYear(LEAP_YEAR);
          default ->
              throw new IllegalArgumentException(
                  "unit " + unit + ": must be DAYS, WEEKS, MONTHS or YEARS");
        };
    return date.atTime(time);
  }

  static String write(CalendarWindow quota) {
    LocalTime time = quota.anchor().toLocalTime();
    return quota.limit()
        + "/"
        + unit(quota.unit())
        + from(quota.unit(), quota.anchor().toLocalDate())
        + (time.equals(LocalTime.MIDNIGHT) ? "" : " at " + time)
        + (quota.zone().equals(ZoneOffset.UTC) ? "" : " " + quota.zone());
  }

  private static String unit(ChronoUnit unit) {
    String plural = written(unit);
    return plural.substring(0, plural.length() - 1);
  }

  private static String from(ChronoUnit unit, LocalDate first) {
    if (first.getDayOfYear() == firstDay(unit).getDayOfYear()) {
      return "";
    }
    return " from "
        + switch (unit) {
          case WEEKS -> written(first.getDayOfWeek());
          case MONTHS -> first.getDayOfMonth();
          default -> MonthDay.from(first).toString().substring(2);
        };
  }

  private static String written(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
