package io.limitrate.internal.response;

import io.limitrate.internal.concurrent.RecentEntries;

/** Caches the decimal text of numbers that headers repeat, to save allocations. Thread-safe. */
final class NumberText {
  private static final String[] SMALL = small(1 << 10);
  private static final RecentEntries<Text> RECENT = new RecentEntries<>(1 << 8);

  private NumberText() {}

  /** Returns the number in decimal. */
  static String of(long number) {
    return number >= 0 && number < SMALL.length ? SMALL[(int) number] : Long.toString(number);
  }

  /** Returns the number in decimal, and caches the text: for numbers that many responses share. */
  static String shared(long number) {
    if (number >= 0 && number < SMALL.length) {
      return SMALL[(int) number];
    }
    Text known = RECENT.at((int) number);
    if (known == null || known.number != number) {
      known = new Text(number, Long.toString(number));
      RECENT.put((int) number, known);
    }
    return known.text;
  }

  private static String[] small(int count) {
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      texts[i] = Integer.toString(i);
    }
    return texts;
  }

  private record Text(long number, String text) {}
}
