package io.limitrate.internal.store.shared;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Advances the cluster's time to this node's time, unless another node did so less than 450 ms ago:
 * all nodes together write twice a second at most. Immutable.
 *
 * @param nowNanos this node's time
 */
record ClockAdvance(long nowNanos) implements EntryUpdate {
  static final String PREFIX = "T";
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(450);

  @Override
  public @Nullable String apply(@Nullable String found) {
    return found != null && nowNanos - nanos(found) <= FRESH_NANOS ? found : write(nowNanos);
  }

  /**
   * Returns the time in an entry.
   *
   * @throws UnreadableStateException when the text has another form
   */
  static long nanos(String found) {
    try {
      if (found.charAt(0) == StateText.VERSION) {
        return Long.parseLong(found, 1, found.length(), Character.MAX_RADIX);
      }
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new UnreadableStateException(found, e);
    }
    throw new UnreadableStateException(found, null);
  }

  private static String write(long nanos) {
    return StateText.VERSION + Long.toString(nanos, Character.MAX_RADIX);
  }

  @Override
  public String text() {
    return PREFIX + Long.toString(nowNanos, Character.MAX_RADIX);
  }

  static ClockAdvance read(String text) {
    return new ClockAdvance(Long.parseLong(text, 1, text.length(), Character.MAX_RADIX));
  }
}
