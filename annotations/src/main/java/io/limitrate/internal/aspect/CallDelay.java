package io.limitrate.internal.aspect;

import io.limitrate.RateLimitExceededException;
import io.limitrate.Verdict;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Delays a call for as long as a leaky bucket requires. */
public final class CallDelay {
  /**
   * The longest time for which a call blocks its thread. A call with a longer delay is rejected.
   */
  private static final long LONGEST_BLOCK_NANOS = TimeUnit.MINUTES.toNanos(1);

  private CallDelay() {}

  /** The body of an asynchronous method. */
  @FunctionalInterface
  interface Work {
    @Nullable CompletionStage<?> start() throws Throwable;
  }

  /**
   * Blocks this thread for the delay of the verdict. Releases the units when the call is rejected
   * or the thread is interrupted.
   *
   * @throws RateLimitExceededException when the delay is longer than one minute
   * @throws CancellationException when the thread is interrupted; the thread's interrupt status
   *     stays set
   */
  public static void await(Verdict verdict) {
    long nanos = verdict.delay().toNanos();
    if (nanos > LONGEST_BLOCK_NANOS) {
      verdict.release();
      throw new RateLimitExceededException(verdict);
    }
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      verdict.release();
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private static CancellationException interrupted(InterruptedException cause) {
    CancellationException cancelled =
        new CancellationException("interrupted while the leaky bucket delayed the call");
    cancelled.initCause(cause);
    return cancelled;
  }

  /**
   * Starts the work after the delay of the verdict. The work runs in the JVM's common pool with the
   * context class loader of this thread. If the result is cancelled before the start, the work does
   * not start and the units are released.
   */
  static CompletableFuture<Object> startLater(Verdict verdict, Work work) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    delayed(verdict.delay().toNanos())
        .execute(
            () -> {
              if (result.isDone()) {
                verdict.release();
              } else {
                within(context, () -> start(work, result));
              }
            });
    return result;
  }

  private static void start(Work work, CompletableFuture<Object> result) {
    try {
      CompletionStage<?> stage = work.start();
      if (stage == null) {
        result.complete(null);
        return;
      }
      stage.whenComplete(
          (value, failure) -> {
            if (failure == null) {
              result.complete(value);
            } else {
              result.completeExceptionally(failure);
            }
          });
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  /**
   * Returns an executor that starts tasks later. The JDK creates its timer thread at the first use;
   * this thread must not inherit the application's class loader.
   */
  private static Executor delayed(long nanos) {
    Executor later = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
    return task -> within(ClassLoader.getSystemClassLoader(), () -> later.execute(task));
  }

  private static void within(@Nullable ClassLoader context, Runnable task) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      task.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
