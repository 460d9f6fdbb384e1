package io.limitrate.internal.yaml;

import io.limitrate.Quota;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads times, which are written like the windows of quotas: {@code 50ms}. */
final class Times {
  private static final Pattern FORM = Pattern.compile("[0-9_]*\\s*[A-Za-z]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9_]+");

  private Times() {}

  /** Reads the times from one to another. */
  static Function<String, Duration> between(String shortest, String longest) {
    Duration least = parse(shortest).orElseThrow();
    Duration most = parse(longest).orElseThrow();
    return text ->
        parse(text)
            .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "must be a time from " + shortest + " to " + longest + meant(text)));
  }

  /** The time that is probably meant, or that its unit is missing. */
  private static String meant(String text) {
    if (NUMBER.matcher(text).matches()) {
      return ", with its unit (ms, s, m, h or d)";
    }
    return FORM.matcher(text).matches() ? meantQuota("1/" + text) : "";
  }

  /** The end of a message: what is probably meant, as the message of a quota ends with it. */
  static String meantQuota(String text) {
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
          ? Optional.of(Quota.parse("1/" + text).window())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // the range says it better, for this is no quota
      return Optional.empty();
    }
  }
}
