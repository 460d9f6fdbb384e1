package io.limitrate.internal.servlet;

import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.Turn;
import io.limitrate.internal.servlet.request.ListenerResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A delayed request that is dispatched at its turn; its thread does not wait. Thread-safe. */
final class QueuedRequest implements Turn.Waiter, AsyncListener {
  /** The time for the container to run the dispatch, before the request times out. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final AsyncContext async;
  private final Execution execution;
  private @Nullable Turn turn;
  private boolean over;

  private QueuedRequest(AsyncContext async, Execution execution) {
    this.async = async;
    this.execution = execution;
  }

  /** Answers a request that cannot wait. */
  interface Rejection {
    /** Writes the answer. */
    void write() throws IOException, ServletException;
  }

  /**
   * Frees the thread, and dispatches the request again at its turn. A request that ends before its
   * turn gives up.
   *
   * @return false if the request cannot become asynchronous
   */
  static boolean dispatchLater(
      HttpServletRequest request,
      HttpServletResponse response,
      Execution execution,
      Rejection rejection)
      throws IOException, ServletException {
    AsyncContext async;
    try {
      async = request.startAsync(request, response);
    } catch (IllegalStateException e) {
      return false;
    }
    long enough = execution.delay().plus(MARGIN).toMillis();
    if (async.getTimeout() > 0 && async.getTimeout() < enough) {
      async.setTimeout(enough);
    }
    QueuedRequest queued = new QueuedRequest(async, execution);
    ListenerResponse.listen(async, queued, request, response);
    if (!queued.joins()) {
      rejection.write();
      async.complete();
    }
    return true;
  }

  private boolean joins() {
    Turn joined = execution.awaitLater(this);
    if (joined != null && ended(joined) && joined.leave()) {
      execution.giveUp();
    }
    return joined != null;
  }

  /** Notes the place of the request. Returns whether the request has ended meanwhile. */
  private synchronized boolean ended(Turn joined) {
    turn = joined;
    return over;
  }

  @Override
  public void come() {
    try {
      async.dispatch();
    } catch (IllegalStateException e) {
      // The client disconnected, or the request timed out.
      System.getLogger(QueuedRequest.class.getName())
          .log(System.Logger.Level.DEBUG, "A queued request ended before its turn", e);
    }
  }

  /** The container ends the request, because it is stopping. */
  @Override
  public void stop() {}

  private void leave() {
    Turn left = end();
    if (left != null && left.leave()) {
      execution.giveUp();
    }
  }

  private synchronized @Nullable Turn end() {
    over = true;
    return turn;
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
