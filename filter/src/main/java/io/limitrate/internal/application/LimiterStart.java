package io.limitrate.internal.application;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The start of an application's limiter. It runs once, and all callers wait for its result.
 * Thread-safe.
 */
final class LimiterStart {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final CompletableFuture<ApplicationRuntime> result = new CompletableFuture<>();
  private final Duration longest;

  /** The thread that starts the limiter; {@code null} after the start. */
  private volatile @Nullable Thread thread = Thread.currentThread();

  LimiterStart() {
    this(LONGEST);
  }

  /**
   * Creates a start that the current thread runs.
   *
   * @param longest the longest time that other threads wait for the result
   */
  LimiterStart(Duration longest) {
    this.longest = longest;
  }

  /** Returns the finished start of a limiter. */
  static LimiterStart of(ApplicationRuntime runtime) {
    LimiterStart start = new LimiterStart();
    start.thread = null;
    start.result.complete(runtime);
    return start;
  }

  /**
   * Starts the limiter. The thread that created this object calls this method, and holds no lock,
   * because the start runs application code and I/O.
   *
   * @param onFailure runs before the waiting threads see a failure
   */
  ApplicationRuntime run(Supplier<ApplicationRuntime> starter, Runnable onFailure) {
    try {
      ApplicationRuntime runtime = starter.get();
      result.complete(runtime);
      return runtime;
    } catch (Throwable e) {
      onFailure.run();
      result.completeExceptionally(e);
      throw e;
    } finally {
      thread = null;
    }
  }

  /** Returns the started limiter, or {@code null} if it has not started yet or the start failed. */
  @Nullable ApplicationRuntime runtime() {
    return result.isCompletedExceptionally() ? null : result.getNow(null);
  }

  /**
   * Waits for the limiter.
   *
   * @throws IllegalStateException on the thread that starts the limiter, when the start takes too
   *     long, or when the thread is interrupted
   */
  ApplicationRuntime await() {
    Thread starting = thread;
    if (starting == Thread.currentThread()) {
      throw new IllegalStateException(
          CallerName.name()
              + " asks for the limiter while the limiter starts: the limiter's own listeners,"
              + " resolvers and other beans are made before it. Let them ask when they are first"
              + " called, for example by Limitrate.current() in the method, or by an injected"
              + " Instance<Limiter>");
    }
    try {
      return result.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the limiter starts", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the limiter has not started within "
              + longest.toSeconds()
              + " s; the thread that starts it is "
              + (starting == null ? "gone" : starting.getName())
              + ". The limiter's own listeners, resolvers and other beans must not wait for"
              + " threads that ask for the limiter",
          e);
    }
  }

  /** Returns the failure that the starting thread has thrown. */
  private static RuntimeException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(e);
  }
}
