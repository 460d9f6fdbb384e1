package io.limitrate.internal.store.shared.strategy;

import io.limitrate.internal.store.shared.update.EntryUpdateProcessor;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link EntryUpdateProcessor} at the owner of an entry, without blocking a thread; JCache's
 * own {@code invoke} blocks. The method returns at once, whatever the provider does. Thread-safe.
 */
@FunctionalInterface
public interface AsyncProcessor {

  /**
   * Updates the entry atomically.
   *
   * @param update the processor's argument
   * @return the text found; {@code null} for no entry
   */
  CompletionStage<@Nullable String> process(String key, String update);
}
