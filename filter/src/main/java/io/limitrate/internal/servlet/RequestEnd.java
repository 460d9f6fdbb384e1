package io.limitrate.internal.servlet;

import io.limitrate.CallOutcome;
import io.limitrate.internal.engine.CallResult;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.internal.servlet.request.ListenerResponse;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends the executions of a request when the request is over: after its last dispatch, or later if
 * it is asynchronous. Thread-safe.
 */
final class RequestEnd implements AsyncListener {
  private static final String ATTRIBUTE = RequestEnd.class.getName();
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");
  private static final int NO_STATUS = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;

  private final HttpCall call;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private volatile CallOutcome outcome = CallOutcome.RETURNED;
  private volatile @Nullable Throwable failure;
  private volatile boolean listens;

  private RequestEnd(HttpCall call, HttpServletRequest request, HttpServletResponse response) {
    this.call = call;
    this.request = request;
    this.response = response;
  }

  /**
   * Ends the executions after the last dispatch of a request. An asynchronous request ends them
   * later. An error page may follow, which can change the status.
   *
   * @param threw whether the application has thrown an exception, or a rejection that is answered
   * @param failure the exception that leaves the filter, or {@code null}
   */
  static void dispatched(
      HttpCall call,
      HttpServletRequest request,
      HttpServletResponse response,
      boolean threw,
      @Nullable Throwable failure) {
    RequestEnd end =
        request.getAttribute(ATTRIBUTE) instanceof RequestEnd known
            ? known
            : new RequestEnd(call, request, response);
    if (failure != null || request.isAsyncStarted()) {
      request.setAttribute(ATTRIBUTE, end);
    }
    end.dispatched(response, threw, failure);
  }

  private void dispatched(HttpServletResponse answer, boolean threw, @Nullable Throwable thrown) {
    if (thrown != null) {
      failure = thrown;
      note(leftBy(thrown, answer) ? CallOutcome.ABORTED : CallOutcome.THREW);
    } else if (threw) {
      note(CallOutcome.THREW);
    }
    if (!request.isAsyncStarted()) {
      settleAndEnd(
          thrown == null || answer.isCommitted() ? answer.getStatus() : NO_STATUS,
          threw ? CallOutcome.THREW : CallOutcome.RETURNED);
    } else if (!listens) {
      listens = true;
      listen();
    }
  }

  /**
   * Returns whether the client has probably left: the container could not write the response or
   * read the body.
   */
  private boolean leftBy(Throwable thrown, HttpServletResponse answer) {
    return thrown instanceof IOException
        && (answer.isCommitted() || !WITHOUT_BODY.contains(request.getMethod()));
  }

  private void listen() {
    try {
      ListenerResponse.listen(request.getAsyncContext(), this, request, response);
    } catch (IllegalStateException e) {
      onComplete(); // another thread has completed the request meanwhile
    }
  }

  /** Notes how the request ends. A client that has left does not come back. */
  private void note(CallOutcome ending) {
    if (outcome != CallOutcome.ABORTED) {
      outcome = ending;
    }
  }

  private void settleAndEnd(int status, CallOutcome ending) {
    try {
      settle(status);
    } finally {
      end(ending);
    }
  }

  /** Refunds the units of a request that does not count by its status or by what it threw. */
  private void settle(int status) {
    if (call.awaitsResult()) {
      call.settle(result(call, request, outcome, status, failure));
    }
  }

  /** Returns the result of a request, with the size of its response if a policy reads the size. */
  static CallResult result(
      HttpCall call,
      ServletRequest request,
      CallOutcome outcome,
      int status,
      @Nullable Throwable failure) {
    return call.readsSize()
        ? CallResult.ofRequest(
            outcome, status, failure, OptionalLong.of(ResponseSize.of(request).bytes()))
        : CallResult.ofRequest(outcome, status, failure);
  }

  private void end(CallOutcome ending) {
    call.ledger().end(ending);
  }

  private void onComplete() {
    settleAndEnd(response.getStatus(), CallOutcome.RETURNED);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    onComplete();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    note(CallOutcome.TIMED_OUT);
    end(CallOutcome.TIMED_OUT);
  }

  @Override
  public void onError(AsyncEvent event) {
    boolean disconnected = event.getThrowable() instanceof IOException;
    CallOutcome ending = disconnected ? CallOutcome.ABORTED : CallOutcome.THREW;
    failure = event.getThrowable();
    note(ending);
    end(ending);
  }

  /** Registers again, because the container drops the listeners of the former cycle. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    ListenerResponse.listen(event.getAsyncContext(), this, request, response);
  }
}
