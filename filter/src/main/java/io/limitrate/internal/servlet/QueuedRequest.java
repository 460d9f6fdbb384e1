package io.limitrate.internal.servlet;

import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.Precedence;
import io.limitrate.internal.engine.Turn;
import io.limitrate.internal.servlet.request.HttpCall;
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

  /** The longest time for which calls of higher classes may overtake a request. */
  private static final Duration LONGEST_OVERTAKEN = Duration.ofMinutes(10);

  private final HttpCall call;
  private final AsyncContext async;
  private final Execution execution;
  private final Rejection rejection;
  private @Nullable Turn turn;
  private boolean over;

  private QueuedRequest(
      HttpCall call, AsyncContext async, Execution execution, Rejection rejection) {
    this.call = call;
    this.async = async;
    this.execution = execution;
    this.rejection = rejection;
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
      HttpCall call,
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
    QueuedRequest queued = new QueuedRequest(call, async, execution, rejection);
    ListenerResponse.listen(async, queued, request, response);
    queued.join();
    return true;
  }

  private void join() throws IOException, ServletException {
    long enough = longest().plus(MARGIN).toMillis();
    if (async.getTimeout() > 0 && async.getTimeout() < enough) {
      async.setTimeout(enough);
    }
    Turn joined = execution.awaitLater(call, this);
    if (joined == null) {
      reject();
    } else if (ended(joined) && joined.leave()) {
      execution.giveUp();
    }
  }

  /** Calls of higher classes may go first. After the time for starvation, they do so no more. */
  private Duration longest() {
    Precedence precedence = call.precedence();
    Duration overtaken =
        precedence.rank() == 0
            ? Duration.ZERO
            : Duration.ofNanos(Math.min(precedence.starvationNanos(), LONGEST_OVERTAKEN.toNanos()));
    return execution.delay().plus(overtaken);
  }

  private void reject() throws IOException, ServletException {
    rejection.write();
    async.complete();
  }

  /** Notes the place of the request. Returns whether the request has ended meanwhile. */
  private synchronized boolean ended(Turn joined) {
    turn = joined;
    return over;
  }

  @Override
  public void come(Turn arrived) {
    try {
      async.dispatch();
    } catch (IllegalStateException e) {
      // The client disconnected, or the request timed out.
      System.getLogger(QueuedRequest.class.getName())
          .log(System.Logger.Level.DEBUG, "A queued request ended before its turn", e);
    }
  }

  /** Rejects the request, unless the container has ended it, because the application stops. */
  @Override
  public void stop() {
    execution.giveUp();
    try {
      reject();
    } catch (IOException | ServletException | IllegalStateException e) {
      System.getLogger(QueuedRequest.class.getName())
          .log(System.Logger.Level.DEBUG, "A queued request ended before its rejection", e);
    }
  }

  private boolean leave() {
    Turn left = end();
    boolean leaves = left != null && left.leave();
    if (leaves) {
      execution.giveUp();
    }
    return leaves;
  }

  private synchronized @Nullable Turn end() {
    over = true;
    return turn;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    leave();
  }

  /** Rejects a request that calls of higher classes have overtaken for too long. */
  @Override
  public void onTimeout(AsyncEvent event) throws IOException {
    if (leave()) {
      try {
        reject();
      } catch (ServletException e) {
        throw new IOException(e);
      }
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    leave();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
