package io.limitrate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a text that has not the form of a quota, and which quota it means. */
final class QuotaHint {
  private static final Pattern WITHOUT_UNIT =
      Pattern.compile("([0-9_]+)\\s*/\\s*([0-9_]+)(\\s+[a-z].*)?");
  private static final Pattern IN_WORDS =
      Pattern.compile("([0-9_]+)\\s*(?:/|per|an?|every|each)\\s*([0-9]{0,6})\\s*([a-z]+)");

  private QuotaHint() {}

  /** The rule that the text breaks, and its mend where the text shows which quota it means. */
  static String rule(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher withoutUnit = WITHOUT_UNIT.matcher(lower);
    if (withoutUnit.matches()) {
      String rest = withoutUnit.group(3) == null ? "" : withoutUnit.group(3);
      return "the window has no unit; did you mean "
          + withoutUnit.group(1)
          + "/"
          + withoutUnit.group(2)
          + "s"
          + rest
          + "?";
    }
    return "a quota is written limit/window, such as 100/1m or 10/1s burst 20" + meant(lower);
  }

  private static String meant(String lower) {
    Matcher words = IN_WORDS.matcher(lower);
    if (!words.matches()) {
      return "";
    }
    long number = words.group(2).isEmpty() ? 1 : Long.parseLong(words.group(2));
    return TimeUnits.window(number, words.group(3))
        .map(window -> "; did you mean " + words.group(1) + "/" + window + "?")
        .orElse("");
  }
}
