package io.limitrate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Maps words for time units that quotas do not accept to the units that quotas accept, for
 * suggestions.
 */
final class TimeUnits {
  private static final List<Unit> UNITS =
      List.of(
          new Unit(1, "ms", List.of("ms", "msec", "millis", "millisecond", "milliseconds")),
          new Unit(1, "s", List.of("s", "sec", "secs", "second", "seconds")),
          new Unit(1, "m", List.of("m", "min", "mins", "minute", "minutes")),
          new Unit(1, "h", List.of("h", "hr", "hrs", "hour", "hours")),
          new Unit(1, "d", List.of("d", "day", "days")),
          new Unit(7, "d", List.of("w", "week", "weeks")),
          new Unit(30, "d", List.of("mo", "month", "months")),
          new Unit(365, "d", List.of("y", "year", "years")));

  private static final int MOST_DIGITS = 6;

  private TimeUnits() {}

  /**
   * Returns the end of a message, such as {@code ; did you mean 5m?}, or an empty text for an
   * unknown word.
   */
  static String meant(long number, String word) {
    return window(number, word).map(window -> "; did you mean " + window + "?").orElse("");
  }

  /**
   * Returns the window that a number and a word for a unit mean, in the written form of quotas, if
   * the window is valid.
   */
  static Optional<String> window(long number, String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return UNITS.stream()
        .filter(unit -> unit.words.contains(lower))
        .findFirst()
        .filter(unit -> Long.toString(number).length() <= MOST_DIGITS)
        .map(unit -> number * unit.count + unit.text)
        .filter(window -> QuotaFormat.accepts("1/" + window));
  }

  /** Returns the same for a unit without a number, which may mean a window of the calendar. */
  static String meant(String word) {
    return calendar(word)
        .map(unit -> "; did you mean " + unit + "?")
        .orElseGet(() -> meant(1, word));
  }

  /** Returns the unit of the calendar that a word means. */
  static Optional<String> calendar(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return UNITS.stream()
        .filter(unit -> unit.words.contains(lower))
        .flatMap(unit -> unit.words.stream())
        .filter(CalendarFormat.UNITS::containsKey)
        .findFirst();
  }

  private record Unit(long count, String text, List<String> words) {}
}
