package io.limitrate.internal.response;

import io.limitrate.internal.concurrent.RecentEntries;

/** Caches the decimal text of numbers that headers repeat, to save allocations. Thread-safe. */
final class NumberText {
  private static final RecentEntries<Text> RECENT = new RecentEntries<>(1 << 12);

  private NumberText() {}

  /** Returns the number in decimal. */
  static String of(long number) {
    Text known = RECENT.at((int) number);
    if (known == null || known.number != number) {
      known = new Text(number, Long.toString(number));
      RECENT.put((int) number, known);
    }
    return known.text;
  }

  private record Text(long number, String text) {}
}
