package io.limitrate.identity;

/**
 * Reads dotted decimal as strictly as RFC 6943, section 3.1.1 advises: four parts up to 255 without
 * leading zeros, so that no address has two spellings. Allocates nothing.
 */
final class Ipv4Parser {
  static final long NONE = -1;

  private static final int PARTS = 4;

  private Ipv4Parser() {}

  /** Returns the 32 bits of the address at [from, to), or {@link #NONE}. */
  static long parse(String text, int from, int to) {
    long address = 0;
    int at = from;
    for (int part = 1; part <= PARTS; part++) {
      int end = endOfDigits(text, at, to);
      int value = part(text, at, end);
      boolean ended = part == PARTS ? end == to : end < to && text.charAt(end) == '.';
      if (value < 0 || !ended) {
        return NONE;
      }
      address = address << 8 | value;
      at = end + 1;
    }
    return address;
  }

  private static int endOfDigits(String text, int from, int to) {
    int end = from;
    while (end < to && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Returns the number at [from, to), which has only digits; -1 if it is no part of an address. */
  private static int part(String text, int from, int to) {
    int length = to - from;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value <= 255 ? value : -1;
  }
}
