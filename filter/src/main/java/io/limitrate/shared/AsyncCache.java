package io.limitrate.shared;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What compare-and-set takes of a cache, without holding a thread, which JCache itself does not
 * have. An operation returns at once, whatever the provider does. Thread-safe.
 */
public interface AsyncCache {

  /** Whether the next operation may begin on the thread that completes one. */
  boolean goesOn();

  /** What is stored; {@code null} for no entry. */
  CompletionStage<@Nullable String> get(String key);

  /**
   * Replaces what is stored if it is what was found. One of the two is a text.
   *
   * @param found {@code null} for no entry
   * @param next {@code null} to remove the entry
   */
  CompletionStage<Boolean> replace(String key, @Nullable String found, @Nullable String next);
}
