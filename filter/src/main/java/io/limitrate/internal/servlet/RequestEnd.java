package io.limitrate.internal.servlet;

import io.limitrate.CallOutcome;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.internal.servlet.request.ListenerResponse;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Ends the executions of an asynchronous request when the request is over. */
record RequestEnd(HttpCall call, HttpServletRequest request, HttpServletResponse response)
    implements AsyncListener {

  private static final String ATTRIBUTE = RequestEnd.class.getName();

  /**
   * Ends the executions after the last dispatch of a request. An asynchronous request ends them
   * later.
   */
  static void dispatched(
      HttpCall call, HttpServletRequest request, HttpServletResponse response, boolean threw) {
    RequestEnd end = new RequestEnd(call, request, response);
    if (!request.isAsyncStarted()) {
      end.end(threw ? CallOutcome.THREW : CallOutcome.RETURNED);
    } else if (request.getAttribute(ATTRIBUTE) == null) {
      request.setAttribute(ATTRIBUTE, end);
      end.listen();
    }
  }

  private void listen() {
    try {
      ListenerResponse.listen(request.getAsyncContext(), this, request, response);
    } catch (IllegalStateException e) {
      end(CallOutcome.RETURNED); // another thread has completed the request meanwhile
    }
  }

  private void end(CallOutcome outcome) {
    call.ledger().end(outcome);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end(CallOutcome.RETURNED);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end(CallOutcome.TIMED_OUT);
  }

  @Override
  public void onError(AsyncEvent event) {
    boolean disconnected = event.getThrowable() instanceof IOException;
    end(disconnected ? CallOutcome.ABORTED : CallOutcome.THREW);
  }

  /** Registers again, because the container drops the listeners of the former cycle. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    ListenerResponse.listen(event.getAsyncContext(), this, request, response);
  }
}
