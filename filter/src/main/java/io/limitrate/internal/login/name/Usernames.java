package io.limitrate.internal.login.name;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How usernames are compared, unless an application says otherwise. */
public final class Usernames {
  /** In UTF-16 code units, before and after. */
  public static final int LONGEST = 256;

  /** Three have been seen to be enough for every character there is. */
  private static final int MOST_ROUNDS = 8;

  /**
   * Iota subscripts without their letter, and letters with a high hamza, which Unicode discourages:
   * each collation takes them for something else.
   */
  private static final String DISPUTED = "\u0345\u037A\u0675\u0676\u0677\u0678\uFBDD";

  private static final char IOTA = '\u03B9';
  private static final char MIDDLE_DOT = '\u00B7';

  /** Alpha, eta and omega. */
  private static final String WITH_SUBSCRIPT = "\u03B1\u03B7\u03C9";

  private static final CollationTable TABLE = CollationTable.INSTANCE;

  private Usernames() {}

  /**
   * Returns the form in which a name is counted.
   *
   * @param normalizer of the login
   * @return {@code null} for what the normaliser rejects, and for what is longer than {@link
   *     #LONGEST} before or after
   */
  public static @Nullable String spelling(
      String raw, Function<String, @Nullable String> normalizer) {
    String name = raw.length() > LONGEST ? null : normalizer.apply(raw);
    return name == null || name.length() > LONGEST ? null : name;
  }

  /**
   * One spelling of all that common databases take for the same: compatible characters are one
   * (Unicode's NFKC); neither case nor accents nor the script of a digit count; characters that a
   * collation ignores, invisible characters and blanks around are dropped; several blanks are one.
   *
   * <p>The collations are MariaDB's {@code utf8mb4_general_ci}, {@code utf8mb4_unicode_ci}, {@code
   * utf8mb4_unicode_520_ci} and {@code uca1400_ai_ci}, and the root collation of PostgreSQL's ICU
   * at its first level. All that any of them takes for the same is the same here, such as {@code ø}
   * and {@code o}, except that the two oldest take all characters beyond U+FFFF for one.
   *
   * <p>Case is folded in full, and all four kinds of i are one. {@code ß} is {@code s} to one
   * collation and {@code ss} to others, so a row of s is one; and so is an iota after alpha, eta or
   * omega, for the subscript is none to some and a letter to others; and a middle dot after an l.
   *
   * <p>Thread-safe. Takes a bounded time, whatever the text.
   *
   * @return {@code null} for what can be nobody's name: nothing visible in it, a control character
   *     or a line's end, half a surrogate pair, a character that collations contradict each other
   *     about (iota subscripts below other letters, four Arabic letters with a high hamza), or more
   *     than 256 code units
   * @see <a href="https://www.unicode.org/reports/tr15/">UAX 15, Unicode Normalization Forms</a>
   * @see <a href="https://www.unicode.org/reports/tr10/">UTS 10, Unicode Collation Algorithm</a>
   */
  public static @Nullable String normalize(String username) {
    String last = username.length() > LONGEST ? username : composed(username);
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
   * Case goes before the marks, for an iota subscript is a letter in upper case, and after what is
   * invisible, for a sigma looks at its neighbours. The table knows characters as they are written
   * and as they are decomposed.
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

  /** Rows that one collation or directory takes for one, and iota where it may be a subscript. */
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
  static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  static int digit(int character) {
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
