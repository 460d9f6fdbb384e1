package io.limitrate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The share of the keys for which a policy enforces its rejections. A key is a keyed hash, so its
 * upper half is evenly distributed: the share contains the keys whose upper half is less than a
 * threshold. A greater share contains all keys of a smaller share.
 *
 * @param percent from 0 to 100, with at most 4 decimals
 * @param threshold the share of the range of unsigned 64-bit numbers; not used for 100 percent
 */
record EnforcedShare(BigDecimal percent, long threshold) {
  static final EnforcedShare NONE = new EnforcedShare(BigDecimal.ZERO, 0);
  static final EnforcedShare ALL = new EnforcedShare(BigDecimal.valueOf(100), 0);

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,4})?) ?%");

  /**
   * Parses a percentage, such as {@code 25%} or {@code 0.5%}.
   *
   * @throws IllegalArgumentException when the text is no percentage above 0 and up to 100
   */
  static EnforcedShare parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw bad(text, "must be a percentage such as 25% or 0.5%");
    }
    BigDecimal percent = new BigDecimal(written.group(1)).stripTrailingZeros();
    if (percent.signum() == 0) {
      throw bad(text, "must be more than 0%: to enforce nothing, write shadow: true");
    }
    if (percent.compareTo(ALL.percent) > 0) {
      throw bad(text, "must be at most 100%");
    }
    return percent.compareTo(ALL.percent) == 0
        ? ALL
        : new EnforcedShare(percent, threshold(percent));
  }

  private static IllegalArgumentException bad(String text, String rule) {
    return new IllegalArgumentException("\"" + text + "\": " + rule);
  }

  private static long threshold(BigDecimal percent) {
    BigDecimal range = new BigDecimal(BigInteger.ONE.shiftLeft(Long.SIZE));
    return range
        .multiply(percent)
        .divide(ALL.percent, 0, RoundingMode.FLOOR)
        .toBigInteger()
        .longValue();
  }

  /** Rejects a share of the keys of a policy that has a single key. */
  void check(String policy, KeySpec key) {
    if (!equals(ALL) && key.equals(KeySpec.GLOBAL)) {
      throw new IllegalArgumentException(
          "policy "
              + policy
              + ": enforce "
              + this
              + " chooses among keys, and the key global is a single one: name another key, or"
              + " write shadow: true");
    }
  }

  /** Returns whether the share contains a key. Only callers with a part of the keys ask this. */
  boolean contains(Key key) {
    return Long.compareUnsigned(key.high(), threshold) < 0;
  }

  @Override
  public String toString() {
    return percent.toPlainString() + "%";
  }
}
