package io.limitrate.internal.store.shared;

import io.limitrate.internal.algorithm.AttemptState;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.FixedWindowState;
import io.limitrate.internal.algorithm.LeakyBucketState;
import io.limitrate.internal.algorithm.LeasedBucketState;
import io.limitrate.internal.algorithm.SlidingWindowCounterState;
import io.limitrate.internal.algorithm.SlidingWindowLogState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.TokenBucketState;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads a state as the short text in the cache: the version, and for each quota a letter
 * and numbers of base 36, such as {@code 1tdf3k0q8w1c0.0}. Equal states have equal texts.
 *
 * <p>The form is text because every provider serialises and compares text, the provider's members
 * need no Limitrate classes, and no Java object is deserialised from foreign data.
 */
final class StateText {
  /** The first character of every text, and of the name of its entry. */
  static final char VERSION = '1';

  private static final char ATTEMPTS = 'p';
  private static final String SEPARATOR = ",";
  private static final String NONE = "-";

  /** The longest log has 257 runs of two numbers of 14 characters at most; there may be several. */
  private static final int LONGEST = 1 << 17;

  private StateText() {}

  /** Returns the text, or {@code null} for no state. */
  static @Nullable String write(@Nullable State state) {
    if (state == null) {
      return null;
    }
    StringBuilder text = new StringBuilder(24).append(VERSION);
    if (state instanceof CompositeState composite) {
      for (int i = 0; i < composite.size(); i++) {
        append(text.append(i == 0 ? "" : SEPARATOR), composite.part(i));
      }
    } else {
      append(text, state);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable State part) {
    if (part instanceof TokenBucketState bucket) {
      numbers(text, 't', bucket.tatNanos(), bucket.fraction());
    } else if (part instanceof LeasedBucketState bucket) {
      numbers(text, 'b', bucket.tatNanos(), bucket.fraction(), bucket.returnedNanos());
    } else if (part instanceof LeakyBucketState bucket) {
      numbers(text, 'l', bucket.nextFreeNanos(), bucket.fraction());
    } else if (part instanceof FixedWindowState window) {
      numbers(text, 'f', window.windowStartNanos(), window.count());
    } else if (part instanceof SlidingWindowCounterState window) {
      numbers(text, 'c', window.windowStartNanos(), window.previous(), window.current());
    } else if (part instanceof SlidingWindowLogState log) {
      numbers(text, 'g', distances(log.toArray()));
    } else if (part instanceof AttemptState attempts) {
      numbers(text, ATTEMPTS, attempts.toArray());
    } else {
      text.append(NONE);
    }
  }

  private static void numbers(StringBuilder text, char letter, long... numbers) {
    text.append(letter);
    for (int i = 0; i < numbers.length; i++) {
      text.append(i == 0 ? "" : ".").append(Long.toString(numbers[i], Character.MAX_RADIX));
    }
  }

  /**
   * Replaces each time but the first by its distance from the time before: most distances are
   * short.
   */
  private static long[] distances(long[] runs) {
    for (int i = runs.length - 2; i > 0; i -= 2) {
      runs[i] -= runs[i - 2];
    }
    return runs;
  }

  private static long[] times(long[] distances) {
    for (int i = 2; i < distances.length; i += 2) {
      distances[i] += distances[i - 2];
    }
    return distances;
  }

  /**
   * Reads a text.
   *
   * @throws UnreadableStateException when this version cannot have written the text
   */
  static @Nullable State read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.length() < 2 || text.length() > LONGEST || text.charAt(0) != VERSION) {
      throw new UnreadableStateException(text, null);
    }
    try {
      return parts(text.substring(1));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new UnreadableStateException(text, e);
    }
  }

  /** Returns the state of login attempts in a text; {@code null} for any other text. */
  static @Nullable AttemptState attempts(String text) {
    if (text.length() < 2 || text.charAt(0) != VERSION || text.charAt(1) != ATTEMPTS) {
      return null;
    }
    try {
      return (AttemptState) read(text);
    } catch (UnreadableStateException e) {
      return null;
    }
  }

  private static @Nullable State parts(String text) {
    if (text.indexOf(SEPARATOR) < 0) {
      return part(text);
    }
    String[] texts = text.split(SEPARATOR, -1);
    @Nullable State[] parts = new State[texts.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(texts[i]);
    }
    return new CompositeState(parts);
  }

  private static @Nullable State part(String text) {
    if (text.equals(NONE)) {
      return null;
    }
    long[] numbers = numbers(text);
    return switch (text.charAt(0)) {
      case 't' -> new TokenBucketState(numbers[0], only(numbers, 2)[1]);
      case 'b' -> new LeasedBucketState(numbers[0], numbers[1], only(numbers, 3)[2]);
      case 'l' -> new LeakyBucketState(numbers[0], only(numbers, 2)[1]);
      case 'f' -> new FixedWindowState(numbers[0], only(numbers, 2)[1]);
      case 'c' -> new SlidingWindowCounterState(numbers[0], numbers[1], only(numbers, 3)[2]);
      case 'g' -> SlidingWindowLogState.of(times(numbers));
      case ATTEMPTS -> AttemptState.of(numbers);
      default -> throw new IllegalArgumentException("unknown letter");
    };
  }

  private static long[] only(long[] numbers, int count) {
    if (numbers.length != count) {
      throw new IllegalArgumentException("must have " + count + " numbers");
    }
    return numbers;
  }

  private static long[] numbers(String text) {
    int count = 1;
    for (int i = 1; i < text.length(); i++) {
      count += text.charAt(i) == '.' ? 1 : 0;
    }
    long[] numbers = new long[count];
    int from = 1;
    for (int i = 0; i < count; i++) {
      int dot = text.indexOf('.', from);
      int to = dot < 0 ? text.length() : dot;
      numbers[i] = Long.parseLong(text, from, to, Character.MAX_RADIX);
      from = to + 1;
    }
    return numbers;
  }
}
