package io.limitrate.spi;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Compare-and-exchange of an entry, without blocking a thread; JCache's own operations block. A
 * {@link StoreProvider} implements this type where its product can do that. The method returns at
 * once, whatever the product does. The next operation may start on the thread that completes the
 * stage. Thread-safe.
 */
public interface AsyncExchange {

  /**
   * Returns whether a failed exchange costs one round trip, like a read. Otherwise a failed
   * exchange costs one round trip more.
   */
  boolean exchangesInOneTrip();

  /**
   * Replaces the text found by the next text, if the entry still has the text found. With two equal
   * texts the exchange is a read.
   *
   * @param found {@code null} for no entry
   * @param next {@code null} to remove the entry
   */
  CompletionStage<Exchanged> exchange(String key, @Nullable String found, @Nullable String next);

  /**
   * The result of an exchange.
   *
   * @param done whether the entry still had the text found
   * @param found the entry's text; the expected text when another node has the turn
   */
  record Exchanged(boolean done, @Nullable String found) {}
}
