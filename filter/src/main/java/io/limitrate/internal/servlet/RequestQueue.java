package io.limitrate.internal.servlet;

import io.limitrate.internal.concurrent.Workers;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.servlet.request.ListenerResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Dispatches delayed requests at their turn; their threads do not wait. Thread-safe. */
final class RequestQueue implements AutoCloseable {
  /** The time for the container to run the dispatch, before the request times out. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private @Nullable ScheduledThreadPoolExecutor timer;

  /**
   * Frees the thread, and dispatches the request again at its turn. A request that ends before its
   * turn gives up.
   *
   * @return false if the request cannot become asynchronous
   */
  boolean dispatchLater(
      HttpServletRequest request, HttpServletResponse response, Execution execution) {
    ScheduledThreadPoolExecutor running = timer();
    AsyncContext async;
    try {
      async = request.startAsync(request, response);
    } catch (IllegalStateException e) {
      return false;
    }
    Duration delay = execution.delay();
    long enough = delay.plus(MARGIN).toMillis();
    if (async.getTimeout() > 0 && async.getTimeout() < enough) {
      async.setTimeout(enough);
    }
    Future<?> turn = running.schedule(() -> dispatch(async), delay.toNanos(), TimeUnit.NANOSECONDS);
    ListenerResponse.listen(async, new Leaving(turn, execution), request, response);
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
      timer = Workers.timer("limitrate-queue-");
      timer.setRemoveOnCancelPolicy(true);
    }
    return timer;
  }

  /** Stops the timer. The container ends the waiting requests, because it is stopping. */
  @Override
  public synchronized void close() {
    if (timer != null) {
      Workers.stop(timer);
    }
  }

  /** Cancels the dispatch of a request that ends before its turn. */
  private record Leaving(Future<?> turn, Execution execution) implements AsyncListener {
    private void leave() {
      if (turn.cancel(false)) {
        execution.giveUp();
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      leave();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      leave();
    }

    @Override
    public void onError(AsyncEvent event) {
      leave();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
