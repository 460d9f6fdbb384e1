package io.limitrate.shared;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Compare-and-set that holds no thread, which JCache itself does not have. Thread-safe. */
public interface AsyncReplace {

  /**
   * Replaces what is stored if it is what was found.
   *
   * @param found {@code null} for no entry
   * @param next {@code null} to remove the entry; not where none was found
   */
  CompletionStage<Boolean> replace(String key, @Nullable String found, @Nullable String next);
}
