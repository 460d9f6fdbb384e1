package io.limitrate.login;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How usernames are compared, unless an application says otherwise. */
public final class Usernames {
  /** In UTF-16 code units, before and after. */
  public static final int LONGEST = 256;

  /** Three have been seen to be enough for every character there is. */
  private static final int MOST_ROUNDS = 8;

  private Usernames() {}

  /**
   * The one spelling of what somebody says is their name.
   *
   * @return {@code null} for what the normaliser refuses, and for what is longer than {@link
   *     #LONGEST} before or after
   */
  public static @Nullable String spelling(String raw, UsernameNormalizer normalizer) {
    String name = raw.length() > LONGEST ? null : normalizer.normalize(raw);
    return name == null || name.length() > LONGEST ? null : name;
  }

  /**
   * One spelling of all that databases are known to take for the same: compatible characters are
   * one (Unicode's NFKC), neither case nor accents nor the script of a digit count, and invisible
   * characters and blanks around are dropped.
   *
   * <p>Case is folded in full: {@code ß} is {@code ss}, and all four kinds of i are one. Accents
   * are dropped because MySQL's default collation does: {@code alice} with one accent or another
   * would have its attempts over and over. An application that takes still more for the same, such
   * as {@code ø} for {@code o} or the two kinds of kana, has to give a {@link UsernameNormalizer}
   * of its own.
   *
   * <p>Thread-safe. Takes a bounded time, whatever the text.
   *
   * @return {@code null} for what can be nobody's name: nothing visible in it, a control character
   *     or a line's end, half a surrogate pair, or more than 256 code units
   * @see <a href="https://www.unicode.org/reports/tr15/">UAX 15, Unicode Normalization Forms</a>
   */
  public static @Nullable String normalize(String username) {
    String last = username;
    // A step may bring about what an earlier one removes, so all are repeated until none does.
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (last.length() > LONGEST || !isText(last)) {
        return null;
      }
      String next = fold(last);
      if (next.equals(last)) {
        return next.isEmpty() ? null : next;
      }
      last = next;
    }
    return null;
  }

  private static boolean isText(String name) {
    return name.codePoints().noneMatch(Usernames::isRefused);
  }

  private static boolean isRefused(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /**
   * Case goes before the marks, for there is one that is a letter in upper case (U+0345), and after
   * what is invisible, for a sigma looks at its neighbours.
   */
  private static String fold(String name) {
    String cased = visible(name).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    String letters = bare(Normalizer.normalize(cased, Normalizer.Form.NFKD));
    return trimmed(Normalizer.normalize(letters, Normalizer.Form.NFKC));
  }

  private static String visible(String name) {
    StringBuilder kept = new StringBuilder(name.length());
    name.codePoints().filter(c -> !isInvisible(c)).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static String bare(String name) {
    StringBuilder kept = new StringBuilder(name.length());
    name.codePoints()
        .filter(c -> !isMark(c) && !isInvisible(c))
        .map(Usernames::digit)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /**
   * Format characters, and Unicode's other default ignorable ones that are no marks: Hangul's
   * fillers, and places that are reserved for more.
   */
  private static boolean isInvisible(int character) {
    return Character.getType(character) == Character.FORMAT
        || character == 0x115F
        || character == 0x1160
        || character == 0x180F
        || character == 0x2065
        || (character >= 0xFFF0 && character <= 0xFFF8)
        || (character >= 0xE0000 && character <= 0xE0FFF);
  }

  /** Variation selectors and the combining grapheme joiner are among them. */
  private static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static int digit(int character) {
    return Character.isDigit(character) ? '0' + Character.digit(character, 10) : character;
  }

  /** {@link String#strip} leaves blanks that do not break. */
  private static String trimmed(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && Character.isSpaceChar(name.charAt(from))) {
      from++;
    }
    while (to > from && Character.isSpaceChar(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to);
  }
}
