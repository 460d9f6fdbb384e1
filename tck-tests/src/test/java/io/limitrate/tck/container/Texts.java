package io.limitrate.tck.container;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes to a server's own files of configuration. */
final class Texts {
  private Texts() {}

  /**
   * With another text instead of one, where it is first.
   *
   * @throws IllegalStateException when it is not there: the server's version may be another one
   */
  static String first(String text, String target, String replacement) {
    if (!text.contains(target)) {
      throw new IllegalStateException("There is no " + target);
    }
    return Pattern.compile(target, Pattern.LITERAL)
        .matcher(text)
        .replaceFirst(Matcher.quoteReplacement(replacement));
  }
}
