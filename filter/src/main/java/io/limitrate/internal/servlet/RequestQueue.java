package io.limitrate.internal.servlet;

import io.limitrate.internal.servlet.request.ListenerResponse;
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

/** Delays requests until their turn. Thread-safe. */
final class RequestQueue implements AutoCloseable {
  /** The most requests that wait on their threads, because all requests need those threads. */
  static final int MOST_PARKED = 64;

  static final Duration LONGEST_PARKED = Duration.ofMinutes(1);

  /** The time for the container to run the dispatch, before the request times out. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Semaphore places = new Semaphore(MOST_PARKED);
  private @Nullable ScheduledThreadPoolExecutor timer;

  /**
   * Waits on the thread of the request until its turn.
   *
   * @return false if the delay is too long, too many requests wait, or the thread was interrupted
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
   * Frees the thread, and dispatches the request again at its turn.
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
      // The client disconnected, or the request timed out.
      System.getLogger(RequestQueue.class.getName())
          .log(System.Logger.Level.DEBUG, "A queued request ended before its turn", e);
    }
  }

  private synchronized ScheduledThreadPoolExecutor timer() {
    if (timer == null) {
      timer = new ScheduledThreadPoolExecutor(1, RequestQueue::thread);
      timer.setRemoveOnCancelPolicy(true);
    }
    return timer;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "limitrate-queue");
    thread.setDaemon(true);
    thread.setContextClassLoader(RequestQueue.class.getClassLoader());
    return thread;
  }

  /** Stops the timer. The container ends the waiting requests, because it is stopping. */
  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  /** Cancels the dispatch of a request that ends before its turn. */
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
