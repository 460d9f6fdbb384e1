package io.limitrate.internal.store.shared;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves the time that all nodes agree on ahead to this node's, unless that was done just now: so
 * that it is written twice a second at most, however many nodes there are.
 *
 * @param nowNanos this node's time
 */
record Tick(long nowNanos) implements Change {
  static final String PREFIX = "T";
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(450);

  @Override
  public @Nullable String apply(@Nullable String found) {
    return found != null && nowNanos - nanos(found) <= FRESH_NANOS ? found : write(nowNanos);
  }

  /** The time that an entry tells. */
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

  static Tick read(String text) {
    return new Tick(Long.parseLong(text, 1, text.length(), Character.MAX_RADIX));
  }
}
