package io.limitrate.internal.identity;

/**
 * Parses dotted decimal as strictly as RFC 6943, section 3.1.1, recommends: four parts up to 255
 * without leading zeros, so that each address has one spelling. Allocates nothing.
 */
final class Ipv4Parser {
  static final long NONE = -1;

  private static final int PARTS = 4;
  private static final int GREATEST = 255;

  private Ipv4Parser() {}

  /** Returns the 32 bits of the address at [from, to), or {@link #NONE}. */
  static long parse(String text, int from, int to) {
    long address = 0;
    int parts = 1;
    int digits = 0;
    int value = 0;
    for (int at = from; at < to; at++) {
      char next = text.charAt(at);
      if (next == '.') {
        if (digits == 0 || parts == PARTS) {
          return NONE;
        }
        address = address << 8 | value;
        parts++;
        digits = 0;
        value = 0;
      } else {
        boolean leadingZero = digits > 0 && value == 0;
        value = value * 10 + next - '0';
        digits++;
        if (next < '0' || next > '9' || leadingZero || value > GREATEST) {
          return NONE;
        }
      }
    }
    return digits > 0 && parts == PARTS ? address << 8 | value : NONE;
  }
}
