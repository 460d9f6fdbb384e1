package io.limitrate.shared;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Compare-and-set that holds no thread, which JCache itself does not have. Thread-safe. */
public interface AsyncReplace {

  /**
   * Replaces what is stored if it is what was found.
   *
   * @param found {@code null} for no entry
   */
  CompletionStage<Boolean> replace(String key, @Nullable String found, String next);
}
