package io.limitrate.internal.servlet;

import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.Shed;
import io.limitrate.internal.load.Admission;
import io.limitrate.internal.load.Admission.Counted;
import io.limitrate.internal.load.Shedder;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.internal.servlet.request.ListenerResponse;
import io.limitrate.internal.servlet.request.RequestUris;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Sheds requests before their policies, and ends each admitted request once. Only applications with
 * load shedding use this class.
 */
final class RequestAdmission {
  private RequestAdmission() {}

  /** Returns the execution of a request that is shed; otherwise checks its policies. */
  static @Nullable Execution check(Shedder shedder, HttpCall call, HttpServletRequest request) {
    Admission admission = shedder.admit(call, RequestUris.callPath(request));
    if (admission instanceof Admission.Shed shed) {
      return Shed.of(call.application().limiter(), call, shed.priority(), shed.waitNanos());
    }
    if (!(admission instanceof Counted counted)) {
      return call.check(false);
    }
    boolean proceeds = false;
    try {
      call.counted(counted);
      Execution execution = call.check(false);
      proceeds = execution == null || execution.permitted();
      return execution;
    } catch (RuntimeException | LinkageError e) {
      proceeds = true; // the request passes without limits, and ends later
      throw e;
    } finally {
      if (!proceeds) {
        counted.leave();
      }
    }
  }

  /** Ends a request after its last dispatch. An asynchronous request ends later. */
  static void dispatched(HttpCall call, HttpServletRequest request, HttpServletResponse response) {
    Counted counted = call.counted();
    if (counted == null) {
      return;
    }
    if (!request.isAsyncStarted()) {
      counted.leave();
    } else if (counted.await()) {
      listen(new End(counted, request, response));
    }
  }

  private static void listen(End end) {
    try {
      ListenerResponse.listen(end.request.getAsyncContext(), end, end.request, end.response);
    } catch (IllegalStateException e) {
      end.counted.leave(); // another thread has completed the request meanwhile
    }
  }

  /** Ends an asynchronous request. */
  private record End(Counted counted, HttpServletRequest request, HttpServletResponse response)
      implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      counted.leave();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // The application may still answer. The container completes the request afterwards.
    }

    @Override
    public void onError(AsyncEvent event) {
      counted.leave();
    }

    /** Registers again, because the container drops the listeners of the former cycle. */
    @Override
    public void onStartAsync(AsyncEvent event) {
      ListenerResponse.listen(event.getAsyncContext(), this, request, response);
    }
  }
}
