package io.limitrate.internal.store.shared.codec;

/** Writes and reads numbers of base 36. */
public final class Base36 {
  private static final int RADIX = Character.MAX_RADIX;

  private Base36() {}

  /** Appends a number to a text. */
  public static StringBuilder append(StringBuilder text, long number) {
    return text.append(Long.toString(number, RADIX));
  }

  /**
   * Reads a number.
   *
   * @throws NumberFormatException when the text is no number
   */
  public static long parse(String text) {
    return Long.parseLong(text, RADIX);
  }

  /**
   * Reads the number at a place in a text.
   *
   * @throws NumberFormatException when the place has no number
   * @throws IndexOutOfBoundsException when the text has no such place
   */
  public static long parse(String text, int from, int to) {
    return Long.parseLong(text, from, to, RADIX);
  }
}
