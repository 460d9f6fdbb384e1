package io.limitrate.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Suggests a known word for a mistyped word. The distance of two words is the number of inserted,
 * omitted, replaced and swapped letters (the Damerau-Levenshtein distance of optimal string
 * alignment), regardless of case.
 */
public final class Suggestion {
  private static final int LONGEST = 100;

  private Suggestion() {}

  /**
   * Returns the end of a message: {@code ; did you mean WORD?}, or an empty text if no known word
   * is near.
   */
  public static String of(String word, Collection<String> known) {
    return nearest(word, known)
        .filter(near -> !near.equals(word))
        .map(near -> "; did you mean " + near + "?")
        .orElse("");
  }

  /**
   * Returns the nearest known word, or the first one of several nearest words. Empty if no known
   * word is near.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    int most = word.length() < 2 ? 0 : Math.max(1, word.length() / 3);
    return known.stream()
        .filter(one -> Math.abs(one.length() - word.length()) <= most)
        .filter(one -> distance(word, one) <= most)
        .min(Comparator.comparingInt(one -> distance(word, one)));
  }

  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean equal = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (equal ? 0 : 1));
        if (i > 1 && j > 1 && isSwap(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
