package io.limitrate.internal.login.servlet;

import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.internal.servlet.request.ListenerResponse;
import io.limitrate.internal.servlet.request.RequestUris;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The request and response of a login attempt in the filter. The attempt is counted before the body
 * is read, then admitted or rejected, and concluded when its outcome is known.
 *
 * <p>The first of these sources that knows the outcome decides: the application ({@code
 * LoginOutcome}), the container ({@link LoginRequest}), a new principal of the request, and the
 * response by the outcome rules of the login.
 */
final class LoginExchange {
  static final String LOCATION = "Location";

  private static final String ATTRIBUTE = LoginExchange.class.getName();

  private final LoginAttempt attempt;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestUri uri;
  private final @Nullable Principal before;

  private LoginExchange(
      LoginAttempt attempt, HttpServletRequest request, HttpServletResponse response) {
    this.attempt = attempt;
    this.request = new LoginRequest(request, this);
    this.response = new LoginResponse(response, this);
    this.uri = RequestUris.of(request);
    this.before = request.getUserPrincipal();
  }

  /** Opens the exchange of an admitted attempt. Returns what the application sees. */
  static ServletLogins.Exchange open(
      LoginAttempt attempt, HttpCall call, HttpServletResponse response) {
    HttpServletRequest request = call.requestForApplication();
    LoginExchange exchange = new LoginExchange(attempt, request, response);
    request.setAttribute(ATTRIBUTE, exchange);
    call.login(new LoginScope(attempt, null));
    return new ServletLogins.Exchange(exchange.request, exchange.response);
  }

  /**
   * Returns the exchange of a request; {@code null} if the request is no admitted login attempt.
   */
  static @Nullable LoginExchange find(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof LoginExchange exchange ? exchange : null;
  }

  /** Returns the response for the application. */
  HttpServletResponse response() {
    return response;
  }

  /** Returns the attempt. */
  LoginAttempt attempt() {
    return attempt;
  }

  /**
   * Reports a success for the user that the container has authenticated. The container may know the
   * user from a session or a header, so this does not count for an attempt about another user.
   */
  void authenticated(String username) {
    String name = attempt.settings().normalizer().normalize(username);
    if (name != null && attempt.covers(name)) {
      attempt.conclude(Outcome.SUCCESS, username);
    }
  }

  /**
   * Concludes the attempt if the answer, before it is committed, determines the outcome. A cookie
   * cannot be added after the commit, and a client that has read the answer may send its next
   * attempt at once. If the response is committed already, its own status determines the outcome.
   */
  void answering(int status, @Nullable String location) {
    if (!attempt.concluded() && !response.isCommitted()) {
      Outcome outcome = becameKnown() ? Outcome.SUCCESS : byResponse(status, location).outcome();
      if (outcome != Outcome.UNKNOWN) {
        attempt.conclude(outcome, null);
      }
    }
  }

  /** Concludes the attempt at the end of the dispatch, or later if the request is asynchronous. */
  void end(boolean threw) {
    if (request.isAsyncStarted()) {
      listen();
    } else {
      end(threw ? brokenOff("an exception before the answer") : answered());
    }
  }

  private void listen() {
    try {
      listen(request.getAsyncContext(), new WhenComplete());
    } catch (IllegalStateException e) {
      end(answered()); // another thread has completed the request meanwhile
    }
  }

  /** Returns the ending of an aborted request; a committed response determines the outcome. */
  private ObservedOutcome brokenOff(String seen) {
    return response.isCommitted() ? byResponse() : ObservedOutcome.unknown(seen);
  }

  private ObservedOutcome answered() {
    return becameKnown() ? new ObservedOutcome(Outcome.SUCCESS) : byResponse();
  }

  private ObservedOutcome byResponse() {
    return byResponse(response.getStatus(), response.getHeader(LOCATION));
  }

  private ObservedOutcome byResponse(int status, @Nullable String location) {
    return ObservedOutcome.ofResponse(status, location, attempt.settings().outcome(), uri);
  }

  private void listen(AsyncContext async, AsyncListener listener) {
    ListenerResponse.listen(async, listener, request, response);
  }

  private void end(ObservedOutcome ending) {
    attempt.conclude(ending, null);
  }

  private boolean becameKnown() {
    return before == null && request.getUserPrincipal() != null;
  }

  private final class WhenComplete implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      end(byResponse());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      end(brokenOff("the time-out of an asynchronous request"));
    }

    @Override
    public void onError(AsyncEvent event) {
      end(brokenOff("the failure of an asynchronous request"));
    }

    /** Registers again, because the container drops the listeners of the former cycle. */
    @Override
    public void onStartAsync(AsyncEvent event) {
      listen(event.getAsyncContext(), this);
    }
  }
}
