package io.limitrate.internal.aspect;

import io.limitrate.RateLimitExceededException;
import io.limitrate.Verdict;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until it is the turn of a call that a leaky bucket has queued. For the entrances that
 * enforce annotations.
 */
public final class Turn {
  /** A thread that waits longer than this serves nobody: the call is rejected instead. */
  private static final long LONGEST_BLOCK_NANOS = TimeUnit.MINUTES.toNanos(1);

  private Turn() {}

  /** The work of an asynchronous method. */
  @FunctionalInterface
  interface Work {
    @Nullable CompletionStage<?> start() throws Throwable;
  }

  /**
   * Blocks this thread until it is the call's turn; gives the units back when it will not wait.
   *
   * @throws RateLimitExceededException when that would take more than a minute
   * @throws CancellationException when the thread is interrupted, which it stays
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
        new CancellationException("interrupted while waiting for its turn");
    cancelled.initCause(cause);
    return cancelled;
  }

  /**
   * Starts the work when it is the call's turn, on the JVM's common pool with this thread's context
   * class loader. When the result is cancelled before, it is not started and the units are given
   * back.
   */
  static CompletableFuture<Object> later(Verdict verdict, Work work) {
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

  /** The JDK's timer thread, which this may be the first to need, must not inherit our loader. */
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
