package io.limitrate.internal.store.shared;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Has the owner of an entry change it, by {@link ChangeProcessor}, without holding a thread, which
 * JCache itself cannot. An operation returns at once, whatever the provider does. Thread-safe.
 */
@FunctionalInterface
public interface AsyncProcessor {

  /**
   * Changes the entry atomically.
   *
   * @param change the processor's argument
   * @return what was there before; {@code null} for no entry
   */
  CompletionStage<@Nullable String> process(String key, String change);
}
