package io.limitrate.internal.servlet;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.Verdict;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.login.servlet.ServletLogins;
import io.limitrate.internal.response.Cors;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.internal.servlet.request.RejectionWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Limits the requests of a filter: passes each dispatch on, or answers it. Thread-safe. */
public final class RequestLimiter implements AutoCloseable {
  private static final String REJECTED =
      "A request is rejected: the limiter failed, and the request may be a login";

  private final ApplicationRuntime runtime;
  private final boolean dispatching;
  private final RequestQueue queue = new RequestQueue();
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
      proceed(known, request, LimitedResponse.of(request, response, known), chain);
    } else if (isPreflight(request)) {
      chain.doFilter(request, response);
    } else {
      firstDispatch(request, response, chain);
    }
  }

  /** Returns whether a request is a CORS preflight (Fetch standard), which the browser sends. */
  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader(Cors.ORIGIN) != null
        && request.getHeader(Cors.REQUEST_METHOD) != null;
  }

  /** Handles the first dispatch of a request. */
  private void firstDispatch(
      HttpServletRequest request, HttpServletResponse plain, FilterChain chain)
      throws IOException, ServletException {
    warnings.firstDispatch(request);
    Application application = runtime.application();
    HttpServletResponse response = plain;
    HttpCall call = null;
    Verdict verdict = null;
    try {
      response = CorsResponse.of(request, plain, application.headers().names());
      call = HttpCall.begin(application, request, response);
      response = new LimitedResponse(response, call);
      verdict = call.check();
    } catch (RuntimeException | LinkageError e) {
      boolean rejected = call == null && application.guardsLogins();
      log.error(rejected ? REJECTED : "A request passes without limits: the limiter failed", e);
    }
    if (call == null) {
      if (application.guardsLogins()) {
        throw new ServletException(REJECTED);
      }
      chain.doFilter(request, response);
    } else if (verdict == null || verdict.permitted()) {
      admit(call, verdict, request, response, chain);
    } else {
      RejectionWriter.write(
          application.rejections().of(verdict, accept(request)), request, response);
    }
  }

  /** Passes on a request that its policies permit, unless it is a rejected login attempt. */
  private void admit(
      HttpCall call,
      @Nullable Verdict verdict,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    if (!call.application().guardsLogins()) {
      proceedInTurn(call, verdict, call.requestForApplication(), response, chain);
      return;
    }
    ServletLogins.Exchange admitted = ServletLogins.admit(call, request, response);
    if (admitted != null) {
      proceedInTurn(call, verdict, admitted.request(), admitted.response(), chain);
    }
  }

  private void proceedInTurn(
      HttpCall call,
      @Nullable Verdict verdict,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Duration delay = verdict == null ? Duration.ZERO : verdict.delay();
    if (verdict == null || delay.isZero()) {
      proceed(call, request, response, chain);
    } else if (!dispatchLater(request, response, delay)) {
      if (queue.park(delay)) {
        proceed(call, request, response, chain);
      } else {
        verdict.release();
        RejectionWriter.write(
            call.application().rejections().busy(delay, accept(request)), request, response);
      }
    }
  }

  private boolean dispatchLater(
      HttpServletRequest request, HttpServletResponse response, Duration delay) {
    if (dispatching && !request.isAsyncSupported()) {
      warnings.waitsOnItsThread();
    }
    return dispatching
        && request.isAsyncSupported()
        && queue.dispatchLater(request, response, delay);
  }

  private void proceed(
      HttpCall call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Call outer = CallScope.enter(call);
    boolean threw = true;
    try {
      chain.doFilter(request, response);
      threw = false;
    } catch (Exception e) {
      if (!answerable(request, response)
          || !ThrownRejection.answer(e, call.application(), request, response)) {
        throw e;
      }
    } finally {
      CallScope.leave(outer);
      endIfOver(call, request, threw);
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

  private static void endIfOver(HttpCall call, HttpServletRequest request, boolean threw) {
    if (!call.endsWith(request.getDispatcherType())) {
      return;
    }
    ServletLogins.end(request, threw);
    if (!request.isAsyncStarted()) {
      call.end();
    }
  }

  private static @Nullable String accept(HttpServletRequest request) {
    return request.getHeader("Accept");
  }

  @Override
  public void close() {
    queue.close();
  }
}
