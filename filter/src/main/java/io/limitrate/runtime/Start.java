package io.limitrate.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The start of an application's limiter: it runs once, and all callers wait for its result.
 * Thread-safe.
 */
final class Start {
  private final CompletableFuture<Limitrate> result = new CompletableFuture<>();

  /** The thread that starts the limiter; {@code null} from the end of the start on. */
  private volatile @Nullable Thread thread = Thread.currentThread();

  /** The start of a limiter that runs already. */
  static Start of(Limitrate limitrate) {
    Start start = new Start();
    start.thread = null;
    start.result.complete(limitrate);
    return start;
  }

  /**
   * Starts the limiter on the thread that has made this. Application code and I/O run here, so the
   * caller holds no lock.
   *
   * @param onFailure runs before the waiting threads see a failure
   */
  Limitrate run(Supplier<Limitrate> starter, Runnable onFailure) {
    try {
      Limitrate limitrate = starter.get();
      result.complete(limitrate);
      return limitrate;
    } catch (Throwable e) {
      onFailure.run();
      result.completeExceptionally(e);
      throw e;
    } finally {
      thread = null;
    }
  }

  /** The limiter, {@code null} as long as it has not started. */
  @Nullable Limitrate limitrate() {
    return result.isCompletedExceptionally() ? null : result.getNow(null);
  }

  /**
   * Waits for the limiter.
   *
   * @throws IllegalStateException on the thread that starts the limiter
   */
  Limitrate await() {
    if (thread == Thread.currentThread()) {
      throw new IllegalStateException(
          Starter.name()
              + " asks for the limiter while the limiter starts: the limiter's own listeners,"
              + " resolvers and other beans are made before it. Let them ask when they are first"
              + " called, for example by Limitrate.current() in the method, or by an injected"
              + " Instance<Limiter>");
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      throw failure(e);
    }
  }

  /** The failure as the starting thread has thrown it. */
  private static RuntimeException failure(CompletionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : e;
  }
}
