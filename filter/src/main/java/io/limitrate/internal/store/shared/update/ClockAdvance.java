package io.limitrate.internal.store.shared.update;

import io.limitrate.internal.store.shared.codec.Base36;
import io.limitrate.internal.store.shared.codec.StateText;
import io.limitrate.internal.store.shared.codec.UnreadableStateException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Advances the cluster's time to this node's time, unless another node did so less than 450 ms ago,
 * so all nodes together write 2.2 times a second at most. Immutable.
 *
 * @param nowNanos this node's time
 */
public record ClockAdvance(long nowNanos) implements EntryUpdate {
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
  public static long nanos(String found) {
    try {
      if (found.charAt(0) == StateText.VERSION) {
        return Base36.parse(found, 1, found.length());
      }
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new UnreadableStateException(found, e);
    }
    throw new UnreadableStateException(found, null);
  }

  private static String write(long nanos) {
    return Base36.append(new StringBuilder().append(StateText.VERSION), nanos).toString();
  }

  @Override
  public String text() {
    return Base36.append(new StringBuilder(PREFIX), nowNanos).toString();
  }

  static ClockAdvance read(String text) {
    return new ClockAdvance(Base36.parse(text, 1, text.length()));
  }
}
