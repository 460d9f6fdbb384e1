package io.limitrate.internal.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets delayed requests wait for their turn. Thread-safe. */
final class TurnQueue implements AutoCloseable {
  /** The container's threads are everybody's, so not many may stand in a queue. */
  static final int MOST_PARKED = 64;

  static final Duration LONGEST_PARKED = Duration.ofMinutes(1);

  /** For the container to run the dispatch before it gives up. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Semaphore places = new Semaphore(MOST_PARKED);
  private @Nullable ScheduledThreadPoolExecutor timer;

  /**
   * Holds the thread until its turn comes.
   *
   * @return false if it may not wait: the wait is too long, too many wait, or it was interrupted
   */
  boolean park(Duration delay) {
    if (delay.compareTo(LONGEST_PARKED) > 0 || !places.tryAcquire()) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      places.release();
    }
  }

  /**
   * Lets the thread go and dispatches the request again when its turn comes.
   *
   * @return false if the request cannot become asynchronous
   */
  boolean dispatchLater(HttpServletRequest request, HttpServletResponse response, Duration delay) {
    ScheduledThreadPoolExecutor running = timer();
    AsyncContext async;
    try {
      async = request.startAsync(request, response);
    } catch (IllegalStateException e) {
      return false;
    }
    long enough = delay.plus(MARGIN).toMillis();
    if (async.getTimeout() > 0 && async.getTimeout() < enough) {
      async.setTimeout(enough);
    }
    Future<?> turn = running.schedule(() -> dispatch(async), delay.toNanos(), TimeUnit.NANOSECONDS);
    ListenerResponse.listen(async, new Leaving(turn), request, response);
    return true;
  }

  private static void dispatch(AsyncContext async) {
    try {
      async.dispatch();
    } catch (IllegalStateException e) {
      // The client went away, or the request timed out, just now.
      System.getLogger(TurnQueue.class.getName())
          .log(System.Logger.Level.DEBUG, "A queued request ended before its turn", e);
    }
  }

  private synchronized ScheduledThreadPoolExecutor timer() {
    if (timer == null) {
      timer = new ScheduledThreadPoolExecutor(1, TurnQueue::thread);
      timer.setRemoveOnCancelPolicy(true);
    }
    return timer;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "limitrate-queue");
    thread.setDaemon(true);
    thread.setContextClassLoader(TurnQueue.class.getClassLoader());
    return thread;
  }

  /** Those who still wait are left to the container, which is stopping. */
  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  /** Forgets a request that ends before its turn. */
  private record Leaving(Future<?> turn) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      turn.cancel(false);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      turn.cancel(false);
    }

    @Override
    public void onError(AsyncEvent event) {
      turn.cancel(false);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
