package io.limitrate.internal.login.name;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Normalizes usernames, so that equal names have equal spellings. */
public final class Usernames {
  /** The longest username in UTF-16 code units, before and after normalization. */
  public static final int LONGEST = 256;

  /** Three rounds are enough for every character of Unicode. */
  private static final int MOST_ROUNDS = 8;

  /**
   * Characters that collations treat differently: iota subscripts without a letter, and letters
   * with a high hamza, which Unicode discourages.
   */
  private static final String DISPUTED = "\u0345\u037A\u0675\u0676\u0677\u0678\uFBDD";

  private static final char IOTA = '\u03B9';
  private static final char MIDDLE_DOT = '\u00B7';

  /** Alpha, eta and omega. */
  private static final String WITH_SUBSCRIPT = "\u03B1\u03B7\u03C9";

  private static final CollationTable TABLE = CollationTable.INSTANCE;

  private Usernames() {}

  /**
   * Returns the normalized form of a name.
   *
   * @param normalizer the normalizer of the login
   * @return {@code null} if the normalizer rejects the name, or if the name is longer than {@link
   *     #LONGEST} before or after normalization
   */
  public static @Nullable String spelling(
      String raw, Function<String, @Nullable String> normalizer) {
    String name = raw.length() > LONGEST ? null : normalizer.apply(raw);
    return name == null || name.length() > LONGEST ? null : name;
  }

  /**
   * Returns one spelling for all names that common databases treat as equal. Compatible characters
   * are equal (Unicode's NFKC). Case, accents and the script of a digit are ignored. Characters
   * that a collation ignores, invisible characters, and blanks around the name are dropped. Several
   * blanks count as one.
   *
   * <p>The collations are MariaDB's {@code utf8mb4_general_ci}, {@code utf8mb4_unicode_ci}, {@code
   * utf8mb4_unicode_520_ci} and {@code uca1400_ai_ci}, and the root collation of PostgreSQL's ICU
   * at its first level. If one of them treats two characters as equal, such as {@code ø} and {@code
   * o}, this method does too. The only exception: the two oldest collations treat all characters
   * beyond U+FFFF as equal.
   *
   * <p>Case folding is full, and all four kinds of i are equal. {@code ß} equals {@code s} in one
   * collation and {@code ss} in others, so several s in a row count as one. Some collations ignore
   * an iota subscript, and others treat it as a letter, so an iota after alpha, eta or omega is
   * dropped. A middle dot after an l is dropped too.
   *
   * <p>Thread-safe. Takes a bounded time for every text.
   *
   * @return {@code null} for a text that cannot be a name: a text without a visible character, with
   *     a control character, a line separator, half a surrogate pair, or a character about which
   *     collations contradict each other (iota subscripts below other letters, four Arabic letters
   *     with a high hamza), or a text of more than 256 code units
   * @see <a href="https://www.unicode.org/reports/tr15/">UAX 15, Unicode Normalization Forms</a>
   * @see <a href="https://www.unicode.org/reports/tr10/">UTS 10, Unicode Collation Algorithm</a>
   */
  public static @Nullable String normalize(String username) {
    String last = username.length() > LONGEST ? username : composed(username);
    // One step may create a character that an earlier step removes, so the steps repeat until the
    // name is stable.
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
    return name.codePoints().noneMatch(Usernames::isRejected);
  }

  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  static boolean isRejected(int character) {
    if (DISPUTED.indexOf(character) >= 0) {
      return true;
    }
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
   * Folds case before dropping marks, because an iota subscript becomes a letter in upper case, and
   * after dropping invisible characters, because the lower case of a sigma depends on its
   * neighbours. The table contains written and decomposed characters.
   */
  private static String fold(String name) {
    String written = TABLE.replaced(visible(name));
    String letters = bare(TABLE.replaced(decomposed(written)));
    return trimmed(Normalizer.normalize(collapsed(letters), Normalizer.Form.NFKC));
  }

  /** Folds case and decomposes compatible characters. */
  static String decomposed(String written) {
    String cased = written.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(cased, Normalizer.Form.NFKD);
  }

  /**
   * Drops repeated characters that a collation or a directory treats as one, and an iota that may
   * be a subscript.
   */
  static String collapsed(String letters) {
    StringBuilder kept = new StringBuilder(letters.length());
    for (int i = 0; i < letters.length(); i++) {
      char last = kept.isEmpty() ? 0 : kept.charAt(kept.length() - 1);
      char next = letters.charAt(i);
      if (!isNothingAfter(last, next)) {
        kept.append(next);
      }
    }
    return kept.toString();
  }

  private static boolean isNothingAfter(char last, char next) {
    return switch (next) {
      case 's', ' ' -> last == next;
      case IOTA -> WITH_SUBSCRIPT.indexOf(last) >= 0;
      case MIDDLE_DOT -> last == 'l';
      default -> false;
    };
  }

  static String visible(String name) {
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
   * Returns whether the character is a format character, or another default ignorable character of
   * Unicode that is not a mark: a Hangul filler or a reserved code point.
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

  /**
   * Returns whether the character is a mark, such as a variation selector or the combining grapheme
   * joiner.
   */
  static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  static int digit(int character) {
    return Character.isDigit(character) ? '0' + Character.digit(character, 10) : character;
  }

  /** Drops blanks at both ends. {@link String#strip} keeps non-breaking blanks. */
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
