package io.limitrate.internal.store.shared;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Compares an entry and exchanges it, without holding a thread, which JCache itself cannot. An
 * operation returns at once, whatever the provider does, and the next one may begin on the thread
 * that completes it. Thread-safe.
 */
public interface AsyncExchange {

  /** Whether a wrong guess costs no more than a look; otherwise it takes a trip more. */
  boolean guessesFreely();

  /**
   * Replaces what is stored if it is what was found. Where both are the same, this is a look that
   * changes nothing.
   *
   * @param found {@code null} for no entry
   * @param next {@code null} to remove the entry
   */
  CompletionStage<Exchanged> exchange(String key, @Nullable String found, @Nullable String next);

  /**
   * What came of it.
   *
   * @param done whether the exchange was made: the text found was still there
   * @param found what was there; the text expected where it is another node's turn
   */
  record Exchanged(boolean done, @Nullable String found) {}
}
