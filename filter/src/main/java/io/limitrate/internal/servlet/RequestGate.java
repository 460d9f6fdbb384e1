package io.limitrate.internal.servlet;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.Verdict;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.response.Cors;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets the dispatches of requests through, or answers them. Thread-safe. */
public final class RequestGate implements AutoCloseable {
  private final Application limitrate;
  private final boolean dispatching;
  private final TurnQueue queue = new TurnQueue();
  private final DispatchWatch watch = new DispatchWatch();
  private final ThrottledLogger trouble =
      new ThrottledLogger(System.getLogger(FilterRegistrationCheck.FILTER));

  /**
   * A gate.
   *
   * @param dispatching whether a delayed request is dispatched again; otherwise its thread waits
   */
  public RequestGate(Application limitrate, boolean dispatching) {
    this.limitrate = limitrate;
    this.dispatching = dispatching;
  }

  public Application limitrate() {
    return limitrate;
  }

  public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpCall known = HttpCall.find(request);
    if (known != null) {
      goOn(known, request, LimitedResponse.of(request, response, known), chain);
    } else if (isPreflight(request)) {
      chain.doFilter(request, response);
    } else {
      arrive(request, response, chain);
    }
  }

  /** The browser's own request for permission (Fetch standard), which is not the user's. */
  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader(Cors.ORIGIN) != null
        && request.getHeader(Cors.REQUEST_METHOD) != null;
  }

  /** The first dispatch of a request. */
  private void arrive(HttpServletRequest request, HttpServletResponse plain, FilterChain chain)
      throws IOException, ServletException {
    watch.arrives(request);
    HttpServletResponse response = plain;
    HttpCall call = null;
    Verdict verdict = null;
    try {
      response = CorsResponse.of(request, plain, limitrate.headers().names());
      call = HttpCall.begin(limitrate, request, response);
      response = new LimitedResponse(response, call);
      verdict = call.check();
    } catch (RuntimeException | LinkageError e) {
      trouble.error("A request passes unlimited, because the limiter failed", e);
    }
    if (call == null) {
      if (limitrate.guardsLogins()) {
        throw new ServletException("it cannot be told whether this is a login");
      }
      chain.doFilter(request, response);
    } else if (verdict == null || verdict.permitted()) {
      admit(call, verdict, request, response, chain);
    } else {
      RejectionWriter.write(limitrate.rejections().of(verdict, accept(request)), request, response);
    }
  }

  /** What its limits permit may be a login attempt, which has more to pass. */
  private void admit(
      HttpCall call,
      @Nullable Verdict verdict,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    PasswordCheck checked = PasswordCheck.find(request);
    if (checked != null && !checked.goesOn(call, request, response)) {
      return;
    }
    String login = call.loginName();
    if (login != null) {
      LoginPassage passage = LoginPassage.begin(limitrate.login(login), call, request, response);
      if (passage != null) {
        goOnInTurn(call, verdict, passage.request(), passage.response(), chain);
      }
    } else if (!limitrate.guardsLogins() || !WidgetFiles.serve(request, response)) {
      goOnInTurn(call, verdict, call.handOver(), response, chain);
    }
  }

  private void goOnInTurn(
      HttpCall call,
      @Nullable Verdict verdict,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Duration delay = verdict == null ? Duration.ZERO : verdict.delay();
    if (verdict == null || delay.isZero()) {
      goOn(call, request, response, chain);
    } else if (!dispatchLater(request, response, delay)) {
      if (queue.park(delay)) {
        goOn(call, request, response, chain);
      } else {
        verdict.release();
        RejectionWriter.write(
            limitrate.rejections().busy(delay, accept(request)), request, response);
      }
    }
  }

  private boolean dispatchLater(
      HttpServletRequest request, HttpServletResponse response, Duration delay) {
    if (dispatching && !request.isAsyncSupported()) {
      watch.waitsOnItsThread();
    }
    return dispatching
        && request.isAsyncSupported()
        && queue.dispatchLater(request, response, delay);
  }

  private void goOn(
      HttpCall call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Call outer = CallScope.enter(call);
    boolean threw = true;
    try {
      chain.doFilter(request, response);
      threw = false;
    } catch (Exception e) {
      if (!answerable(request, response)
          || !ThrownRejection.answer(e, limitrate, request, response)) {
        throw e;
      }
    } finally {
      CallScope.leave(outer);
      endIfOver(call, request, threw);
    }
  }

  /**
   * An included part has no status, and an asynchronous request may be answered by another thread.
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
    LoginPassage passage = LoginPassage.find(request);
    if (passage != null) {
      passage.end(threw);
    }
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
