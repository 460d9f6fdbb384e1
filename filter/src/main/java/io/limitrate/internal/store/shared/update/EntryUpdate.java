package io.limitrate.internal.store.shared.update;

import io.limitrate.internal.store.shared.codec.UnreadableStateException;
import org.jspecify.annotations.Nullable;

/**
 * An update of one entry's text, as data. The update runs where the entry lives, and again on the
 * node that sent it, which computes the decisions from the text found.
 *
 * <p>Immutable, thread-safe and pure.
 */
public sealed interface EntryUpdate permits UpdateCommand, ClockAdvance {

  /**
   * Returns the text to store in place of the text found; {@code null} is no entry.
   *
   * @throws UnreadableStateException when the text found is unreadable
   */
  @Nullable String apply(@Nullable String found);

  /** Returns the update as text, to send it to the owner of the entry. */
  String text();

  /** Reads the text of an update. */
  static EntryUpdate read(String text) {
    return text.startsWith(ClockAdvance.PREFIX)
        ? ClockAdvance.read(text)
        : UpdateCommandText.read(text);
  }
}
