package io.limitrate.internal.store.shared;

import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** What goes on when an operation that held no thread is done. Thread-safe. */
public final class Stages {
  /** On the thread that completes it: the default is an executor that need not be there. */
  public static final Executor AT_ONCE = Runnable::run;

  private Stages() {}

  /** What a stage failed by. */
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
