package io.limitrate.config;

import io.limitrate.Call;
import io.limitrate.CostResolver;
import io.limitrate.KeyResolver;
import java.util.regex.Pattern;

/**
 * Reads a cost from a part of the call, which is a client's word: what is no number of at least one
 * costs the usual, so that no value buys a call for nothing.
 */
final class MeasuredCost implements CostResolver {
  private static final int FAST_DIGITS = 18;
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?");

  private final KeyResolver source;
  private final long usual;
  private final long most;

  MeasuredCost(KeyResolver source, long usual, long most) {
    this.source = source;
    this.usual = usual;
    this.most = most;
  }

  @Override
  public long cost(Call call) {
    String text = source.resolve(call);
    if (text == null) {
      return usual;
    }
    long units = whole(text);
    return units >= 1 ? Math.min(units, most) : usual;
  }

  private static long whole(String text) {
    if (text.length() > FAST_DIGITS) {
      return rounded(text);
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return rounded(text);
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Rounded up, and what is larger than a long is the largest: 1e30 is a number to JSON. */
  private static long rounded(String text) {
    String number = text.strip();
    return NUMBER.matcher(number).matches() ? (long) Math.ceil(Double.parseDouble(number)) : 0;
  }
}
