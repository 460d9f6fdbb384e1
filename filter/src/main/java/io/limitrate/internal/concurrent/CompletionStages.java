package io.limitrate.internal.concurrent;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** Constants and functions for completion stages. Thread-safe. */
public final class CompletionStages {
  /**
   * Runs a task on the thread that completes the stage. A stage's default executor may be missing.
   */
  public static final Executor SAME_THREAD = Runnable::run;

  private CompletionStages() {}

  /**
   * Returns the cause of a stage's failure, without each {@link CompletionException} and {@link
   * ExecutionException} around it.
   */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
