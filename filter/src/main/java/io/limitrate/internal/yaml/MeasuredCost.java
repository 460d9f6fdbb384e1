package io.limitrate.internal.yaml;

import io.limitrate.Call;
import io.limitrate.CostResolver;
import io.limitrate.KeyResolver;
import io.limitrate.UnreadableCallException;
import java.util.regex.Pattern;

/**
 * Reads a cost from a part of the call, which is a client's word. A part that the call does not
 * have, and a number below one, cost the usual, so that no value buys a call for nothing. A part
 * that the call has and that is no number costs the most: the application may read a number where
 * this reads none.
 */
final class MeasuredCost implements CostResolver {
  private static final int FAST_DIGITS = 18;
  private static final int LONGEST_NUMBER = 1_000;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?");

  private final KeyResolver source;
  private final long usual;
  private final long most;
  private final boolean mayReadBody;

  MeasuredCost(KeyResolver source, long usual, long most, boolean mayReadBody) {
    this.source = source;
    this.usual = usual;
    this.most = most;
    this.mayReadBody = mayReadBody;
  }

  @Override
  public boolean mayReadBody() {
    return mayReadBody;
  }

  @Override
  public long cost(Call call) {
    try {
      String text = source.resolve(call);
      return text == null || text.isBlank() ? usual : cost(text);
    } catch (UnreadableCallException e) {
      return most;
    }
  }

  private long cost(String text) {
    long number = text.length() > FAST_DIGITS ? rounded(text) : whole(text);
    return number < 1 ? usual : Math.min(number, most);
  }

  private long whole(String text) {
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

  /** Rounded up, but 0 for a number below one; a number beyond a long is the largest long. */
  private long rounded(String text) {
    String number = text.strip();
    if (number.length() > LONGEST_NUMBER || !NUMBER.matcher(number).matches()) {
      return most;
    }
    double value = Double.parseDouble(number);
    return value < 1 ? 0 : (long) Math.ceil(value);
  }
}
