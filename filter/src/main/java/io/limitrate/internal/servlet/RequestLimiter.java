package io.limitrate.internal.servlet;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.load.Shedder;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.login.servlet.PassRequests;
import io.limitrate.internal.login.servlet.ServletLogins;
import io.limitrate.internal.pass.CallerPasses;
import io.limitrate.internal.servlet.request.HttpCall;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Limits the requests of a filter: passes each dispatch on, or answers it. Thread-safe. */
public final class RequestLimiter {
  private static final String REJECTED =
      "A request is rejected: the limiter failed, and the request may be a login";

  private final ApplicationRuntime runtime;
  private final boolean dispatching;
  private final DispatchWarnings warnings = new DispatchWarnings();
  private final ThrottledLogger log =
      new ThrottledLogger(System.getLogger(FilterRegistrationCheck.FILTER));

  /**
   * Creates a limiter of requests.
   *
   * @param dispatching whether a delayed request is dispatched again at its turn; otherwise its
   *     thread waits
   */
  public RequestLimiter(ApplicationRuntime runtime, boolean dispatching) {
    this.runtime = runtime;
    this.dispatching = dispatching;
  }

  public ApplicationRuntime runtime() {
    return runtime;
  }

  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpCall known = HttpCall.find(request);
    if (known != null) {
      laterDispatch(known, request, LimitedResponse.of(request, response, known), chain);
      return;
    }
    Application application = runtime.application();
    CallerPasses passes = application.passes();
    if (passes != null && PassRequests.serve(application, passes, request, response)) {
      return;
    }
    boolean preflight = CorsResponse.isPreflight(request);
    if (preflight && !application.denies()) {
      chain.doFilter(request, response);
    } else {
      firstDispatch(application, request, response, chain, preflight);
    }
  }

  /** Handles the first dispatch of a request. */
  private void firstDispatch(
      Application application,
      HttpServletRequest request,
      HttpServletResponse plain,
      FilterChain chain,
      boolean preflight)
      throws IOException, ServletException {
    warnings.firstDispatch(request);
    HttpServletResponse response = plain;
    HttpCall call = null;
    Execution execution = null;
    try {
      response = CorsResponse.of(request, plain, application.headers().names());
      call = HttpCall.begin(application, request, response);
      response = new LimitedResponse(response, call);
      Shedder shedder = preflight ? null : application.shedder();
      execution =
          shedder == null ? call.check(preflight) : RequestAdmission.check(shedder, call, request);
    } catch (RuntimeException | LinkageError e) {
      boolean rejected = call == null && application.guardsLogins();
      log.error(rejected ? REJECTED : "A request passes without limits: the limiter failed", e);
    }
    if (call == null) {
      if (application.guardsLogins()) {
        throw new ServletException(REJECTED);
      }
      chain.doFilter(request, response);
    } else if (execution == null || execution.permitted()) {
      DispatcherType dispatch = request.getDispatcherType();
      boolean threw = true;
      Throwable failure = null;
      try {
        threw = !admit(call, execution, request, response, chain);
      } catch (Throwable e) {
        failure = e;
        throw e;
      } finally {
        endIfOver(dispatch, call, request, response, threw, failure);
      }
    } else {
      RequestRejection.write(application, execution, request, response);
    }
  }

  /**
   * Passes on a request that its policies permit, unless it is a rejected login attempt.
   *
   * @return false if the application threw a rejection, which is answered
   */
  private boolean admit(
      HttpCall call,
      @Nullable Execution execution,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    if (!call.application().guardsLogins()) {
      return proceedInTurn(call, execution, call.requestForApplication(), response, chain);
    }
    ServletLogins.Exchange admitted = ServletLogins.admit(call, request, response);
    return admitted == null
        || proceedInTurn(call, execution, admitted.request(), admitted.response(), chain);
  }

  private boolean proceedInTurn(
      HttpCall call,
      @Nullable Execution execution,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    if (execution != null && dispatchLater(call, request, response, execution)) {
      return true;
    }
    if (execution == null || execution.await(call)) {
      return proceed(call, request, response, chain);
    }
    RequestRejection.write(call.application(), execution, request, response);
    return true;
  }

  private boolean dispatchLater(
      HttpCall call, HttpServletRequest request, HttpServletResponse response, Execution execution)
      throws IOException, ServletException {
    if (!dispatching || execution.delay().isZero()) {
      return false;
    }
    if (!request.isAsyncSupported()) {
      warnings.waitsOnItsThread();
      return false;
    }
    return QueuedRequest.dispatchLater(
        call,
        request,
        response,
        execution,
        () -> RequestRejection.write(call.application(), execution, request, response));
  }

  private void laterDispatch(
      HttpCall call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DispatcherType dispatch = request.getDispatcherType();
    boolean threw = true;
    Throwable failure = null;
    try {
      threw = !proceed(call, request, response, chain);
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      endIfOver(dispatch, call, request, response, threw, failure);
    }
  }

  /** Returns false if the application threw a rejection, which is answered. */
  private static boolean proceed(
      HttpCall call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Call outer = CallScope.enter(call);
    try {
      chain.doFilter(MeasuredRequest.of(call, request, response), response);
      return true;
    } catch (Exception e) {
      if (!answerable(request, response)
          || !ThrownRejection.answer(e, call.application(), request, response)) {
        throw e;
      }
      return false;
    } finally {
      CallScope.leave(outer);
    }
  }

  /**
   * Returns whether this dispatch can write an answer. An included part has no status, and another
   * thread may answer an asynchronous request.
   */
  private static boolean answerable(HttpServletRequest request, HttpServletResponse response) {
    return !response.isCommitted()
        && !request.isAsyncStarted()
        && request.getDispatcherType() != DispatcherType.INCLUDE;
  }

  /**
   * Ends the request after its last dispatch.
   *
   * @param dispatch the type before the dispatch; Undertow leaves the type of a forward behind
   */
  private static void endIfOver(
      DispatcherType dispatch,
      HttpCall call,
      HttpServletRequest request,
      HttpServletResponse response,
      boolean threw,
      @Nullable Throwable failure) {
    if (!call.endsWith(dispatch)) {
      return;
    }
    if (call.application().shedder() != null) {
      RequestAdmission.dispatched(call, request, response);
    }
    try {
      if (call.application().guardsLogins()) {
        ServletLogins.end(request, threw);
      }
    } finally {
      if (!request.isAsyncStarted()) {
        call.release();
      }
      if (call.application().limiter().needsEnds() && call.needsEnd()) {
        RequestEnd.dispatched(call, request, response, threw, failure);
      }
    }
  }
}
