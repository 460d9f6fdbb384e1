package io.limitrate.spi;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs the processor of the {@link StoreProvider.Context} at the owner of an entry, without
 * blocking a thread; JCache's own {@code invoke} blocks. A {@link StoreProvider} implements this
 * type where its product can do that. The method returns at once, whatever the product does.
 * Thread-safe.
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
