package io.limitrate.tck.container;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes the texts of a server's own configuration files. */
final class Texts {
  private Texts() {}

  /**
   * Replaces the first occurrence of a text.
   *
   * @throws IllegalStateException when the text does not occur, for example in another version of
   *     the server
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
