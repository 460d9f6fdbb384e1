package io.limitrate.internal.application;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The start of an application's limiter: it runs once, and all callers wait for its result.
 * Thread-safe.
 */
final class Start {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final CompletableFuture<Application> result = new CompletableFuture<>();
  private final Duration longest;

  /** The thread that starts the limiter; {@code null} from the end of the start on. */
  private volatile @Nullable Thread thread = Thread.currentThread();

  Start() {
    this(LONGEST);
  }

  /**
   * A start.
   *
   * @param longest how long others wait for it
   */
  Start(Duration longest) {
    this.longest = longest;
  }

  /** The start of a limiter that runs already. */
  static Start of(Application limitrate) {
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
  Application run(Supplier<Application> starter, Runnable onFailure) {
    try {
      Application limitrate = starter.get();
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
  @Nullable Application limitrate() {
    return result.isCompletedExceptionally() ? null : result.getNow(null);
  }

  /**
   * Waits for the limiter, as long as a start can take.
   *
   * @throws IllegalStateException on the thread that starts the limiter, and when the start takes
   *     too long, or the thread is interrupted
   */
  Application await() {
    Thread starting = thread;
    if (starting == Thread.currentThread()) {
      throw new IllegalStateException(
          Starter.name()
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

  /** The failure as the starting thread has thrown it. */
  private static RuntimeException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(e);
  }
}
