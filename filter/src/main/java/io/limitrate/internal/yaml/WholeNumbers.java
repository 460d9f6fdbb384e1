package io.limitrate.internal.yaml;

import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads whole numbers. The character {@code _} may group the digits. */
final class WholeNumbers {
  private static final Pattern FORM = Pattern.compile("[0-9](_?[0-9]){0,18}");

  private WholeNumbers() {}

  /**
   * Returns a reader for numbers from the least to the most.
   *
   * @param alternative the end of the message: other values that the setting accepts
   */
  static Function<String, Long> between(long least, long most, String alternative) {
    return text -> {
      long number = FORM.matcher(text).matches() ? parse(text.replace("_", "")) : -1;
      if (number < least || number > most) {
        throw new IllegalArgumentException(rule(least, most) + alternative);
      }
      return number;
    };
  }

  private static String rule(long least, long most) {
    return most == Long.MAX_VALUE
        ? "must be a whole number of at least " + least
        : "must be a whole number from " + least + " to " + most;
  }

  private static long parse(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
