package io.limitrate.internal.yaml;

import io.limitrate.Quota;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads durations in the syntax of a quota's window: {@code 50ms}. */
final class Times {
  private static final Pattern FORM = Pattern.compile("[0-9_]*\\s*[A-Za-z]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9_]+");

  private Times() {}

  /** Returns a reader for durations from the shortest to the longest. */
  static Function<String, Duration> between(String shortest, String longest) {
    Duration least = parse(shortest).orElseThrow();
    Duration most = parse(longest).orElseThrow();
    return text ->
        parse(text)
            .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "must be a time from " + shortest + " to " + longest + suggestion(text)));
  }

  /**
   * Returns the end of a message: a suggestion for a misspelt time, or the units for a time without
   * a unit.
   */
  private static String suggestion(String text) {
    if (NUMBER.matcher(text).matches()) {
      return ", with its unit (ms, s, m, h or d)";
    }
    return FORM.matcher(text).matches() ? quotaSuggestion("1/" + numbered(text)) : "";
  }

  /** Returns a time with its number: a unit alone could be a window of the calendar. */
  private static String numbered(String text) {
    return Character.isLetter(text.charAt(0)) ? "1" + text : text;
  }

  /** Returns the suggestion at the end of the message that the quota parser gives for a text. */
  static String quotaSuggestion(String text) {
    try {
      Quota.parse(text);
      return "";
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int at = message.indexOf("; did you mean ");
      return at < 0 ? "" : message.substring(at);
    }
  }

  private static Optional<Duration> parse(String text) {
    try {
      return FORM.matcher(text).matches()
          ? Optional.of(Quota.parse("1/" + numbered(text)).window())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // the message about the range is clearer than a message about a quota
      return Optional.empty();
    }
  }
}
