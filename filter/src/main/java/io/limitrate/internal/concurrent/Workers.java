package io.limitrate.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that somebody else may hold, such as a provider or a name server: daemons, which end when
 * they are idle or closed. For stores and clients of ours. Thread-safe.
 */
public final class Workers implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final ThreadPoolExecutor workers;

  /** So many threads at most, whose names begin so. */
  public Workers(String prefix, int most) {
    workers =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            named(prefix));
    workers.allowCoreThreadTimeOut(true);
  }

  /** Makes daemons whose names begin so. */
  public static ThreadFactory named(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Takes work until {@link #close}, then throws {@link
   * java.util.concurrent.RejectedExecutionException}.
   */
  public Executor executor() {
    return workers;
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return workers.isShutdown();
  }

  /** Lets what has been begun come to an end, for two seconds at most. */
  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(FAREWELL.toNanos(), TimeUnit.NANOSECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
