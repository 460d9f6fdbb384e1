package io.limitrate.internal.yaml;

import io.limitrate.Call;
import io.limitrate.CostResolver;
import io.limitrate.KeyResolver;
import io.limitrate.UnreadableCallException;
import java.util.regex.Pattern;

/**
 * Reads a cost from a part of the call, which the client controls. An absent part and a number
 * below one cost the default, so no value makes a call free. A part that is not a number costs the
 * maximum, because the application may accept a number in a form that this class does not accept.
 */
final class MeasuredCost implements CostResolver {
  private static final int FAST_DIGITS = 18;
  private static final int LONGEST_NUMBER = 1_000;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?");

  private final KeyResolver source;
  private final long defaultCost;
  private final long maxCost;
  private final boolean mayReadBody;

  MeasuredCost(KeyResolver source, long defaultCost, long maxCost, boolean mayReadBody) {
    this.source = source;
    this.defaultCost = defaultCost;
    this.maxCost = maxCost;
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
      return text == null || text.isBlank() ? defaultCost : cost(text);
    } catch (UnreadableCallException e) {
      return maxCost;
    }
  }

  private long cost(String text) {
    long number = text.length() > FAST_DIGITS ? rounded(text) : whole(text);
    return number < 1 ? defaultCost : Math.min(number, maxCost);
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

  /**
   * Returns the number rounded up, but 0 for a number below one. A number beyond the range of a
   * long is {@code Long.MAX_VALUE}.
   */
  private long rounded(String text) {
    String number = text.strip();
    if (number.length() > LONGEST_NUMBER || !NUMBER.matcher(number).matches()) {
      return maxCost;
    }
    double value = Double.parseDouble(number);
    return value < 1 ? 0 : (long) Math.ceil(value);
  }
}
