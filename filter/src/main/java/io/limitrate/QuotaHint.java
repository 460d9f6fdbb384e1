package io.limitrate;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the rule that a malformed quota breaks, and suggests a valid quota. */
final class QuotaHint {
  private static final Pattern WITHOUT_UNIT =
      Pattern.compile("([0-9_]+)\\s*/\\s*([0-9_]+)(\\s+[a-z].*)?");
  private static final Pattern IN_WORDS =
      Pattern.compile("([0-9_]+)\\s*(?:/|per|an?|every|each)\\s*([0-9]{0,6})\\s*([a-z]+)");

  private static final Pattern IN_FLIGHT =
      Pattern.compile("([0-9_]+)\\s*(?:in[ _]?|in-)flight(.*)");

  private QuotaHint() {}

  /**
   * Returns the rule that the text breaks, with a suggestion if the text shows which quota is
   * meant.
   */
  static String rule(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher withoutUnit = WITHOUT_UNIT.matcher(lower);
    return withoutUnit.matches()
        ? "the window has no unit, such as s or m" + meant(withSeconds(withoutUnit))
        : "a quota is written limit/window, such as 100/1m or 10/1s burst 20"
            + meant(ofWords(lower));
  }

  private static Optional<String> withSeconds(Matcher form) {
    String rest = form.group(3) == null ? "" : form.group(3);
    return Optional.of(form.group(1) + "/" + form.group(2) + "s" + rest);
  }

  private static Optional<String> ofWords(String lower) {
    Matcher inFlight = IN_FLIGHT.matcher(lower);
    if (inFlight.matches()) {
      return Optional.of(inFlight.group(1) + " in-flight" + inFlight.group(2));
    }
    Matcher words = IN_WORDS.matcher(lower);
    if (!words.matches()) {
      return Optional.empty();
    }
    if (words.group(2).isEmpty()) {
      Optional<String> unit = TimeUnits.calendar(words.group(3));
      if (unit.isPresent()) {
        return unit.map(calendar -> words.group(1) + "/" + calendar);
      }
    }
    long number = words.group(2).isEmpty() ? 1 : Long.parseLong(words.group(2));
    return TimeUnits.window(number, words.group(3)).map(window -> words.group(1) + "/" + window);
  }

  private static String meant(Optional<String> quota) {
    return quota
        .filter(QuotaFormat::accepts)
        .map(meant -> "; did you mean " + meant + "?")
        .orElse("");
  }
}
