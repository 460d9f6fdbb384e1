package io.limitrate.internal.store.shared;

import org.jspecify.annotations.Nullable;

/**
 * A change of one entry's text, as data: it runs wherever the entry lives, and again on the node
 * that asked, to work out the answer from what was found there.
 *
 * <p>Immutable, thread-safe and pure.
 */
sealed interface Change permits Batch, Tick {

  /**
   * The text to store in place of the one found; {@code null} for no entry.
   *
   * @throws UnreadableStateException when what was found cannot be read
   */
  @Nullable String apply(@Nullable String found);

  /** The change as it travels. */
  String text();

  /** Reads a change that has travelled. */
  static Change read(String text) {
    return text.startsWith(Tick.PREFIX) ? Tick.read(text) : BatchText.read(text);
  }
}
