package io.limitrate;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts calls by their statuses and exceptions. Immutable. */
record CountedResults(BitSet statuses, List<Class<? extends Throwable>> exceptions)
    implements CallOutcome.Counting {
  private static final int LEAST = 200;
  private static final int MOST = 599;
  private static final int MOST_CAUSES = 20;
  private static final Pattern STATUS =
      Pattern.compile("(?<class>[2-5])[xX]{2}|(?<first>[2-5][0-9]{2})(-(?<last>[2-5][0-9]{2}))?");

  CountedResults {
    exceptions = List.copyOf(exceptions);
    if (statuses.isEmpty() && exceptions.isEmpty()) {
      throw new IllegalArgumentException("counts no call: name statuses or exceptions");
    }
    if (statuses.nextClearBit(LEAST) > MOST) {
      throw new IllegalArgumentException("counts every response: leave out count");
    }
  }

  static CountedResults of(List<String> statuses, List<Class<? extends Throwable>> exceptions) {
    BitSet all = new BitSet(MOST + 1);
    for (String status : statuses) {
      add(status, all);
    }
    return new CountedResults(all, exceptions);
  }

  private static void add(String text, BitSet all) {
    Matcher status = STATUS.matcher(text);
    if (!status.matches()) {
      throw invalid(
          text,
          "must be a status from 200 to 599, a class such as 5xx, or a range such as 400-499");
    }
    if (status.group("class") != null) {
      int first = 100 * Integer.parseInt(status.group("class"));
      all.set(first, first + 100);
      return;
    }
    int first = Integer.parseInt(status.group("first"));
    int last = status.group("last") == null ? first : Integer.parseInt(status.group("last"));
    if (last < first) {
      throw invalid(text, "ends before it begins");
    }
    all.set(first, last + 1);
  }

  private static IllegalArgumentException invalid(String status, String rule) {
    return new IllegalArgumentException("status \"" + status + "\": " + rule);
  }

  @Override
  public boolean counts(CallOutcome.Result result) {
    OptionalInt status = result.status();
    boolean byStatus = status.isPresent() ? statuses.get(status.getAsInt()) : exceptions.isEmpty();
    return byStatus || contains(result.failure().orElse(null));
  }

  private boolean contains(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      for (Class<? extends Throwable> exception : exceptions) {
        if (exception.isInstance(cause)) {
          return true;
        }
      }
      cause = cause.getCause();
    }
    return false;
  }
}
