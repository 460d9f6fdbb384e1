package io.limitrate.internal.servlet;

import io.limitrate.internal.login.AdmittedAttempt;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.login.ResponseOutcome;
import io.limitrate.login.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
  /** The request attribute that holds the challenge as JSON text, for the application's page. */
  static final String CHALLENGE = "io.limitrate.login.challenge";

  static final String LOCATION = "Location";

  private static final String ATTRIBUTE = LoginExchange.class.getName();

  private final AdmittedAttempt login;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ResponseOutcome byRules;
  private final @Nullable Principal before;

  private LoginExchange(
      AdmittedAttempt login, HttpServletRequest request, HttpServletResponse response) {
    this.login = login;
    this.request = new LoginRequest(request, this);
    this.response = new LoginResponse(response, this);
    this.byRules = new ResponseOutcome(login.settings().outcome(), RequestUris.of(request));
    this.before = request.getUserPrincipal();
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * Returns the exchange of a request; {@code null} if the request is no admitted login attempt.
   */
  static @Nullable LoginExchange find(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof LoginExchange exchange ? exchange : null;
  }

  /** Admits the attempt; or writes the answer to the rejected attempt and returns {@code null}. */
  static @Nullable LoginExchange begin(
      LoginGuard guard, HttpCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    PasswordCheck checked = PasswordCheck.find(request);
    if (checked != null && checked.isOf(guard)) {
      return new LoginExchange(checked.login(), call.requestForApplication(), response);
    }
    LoginAttempt attempt = guard.attempt(call);
    LoginAdmitter admitter = new LoginAdmitter(guard, call, request, response);
    return admitter.admits(attempt)
        ? new LoginExchange(
            new AdmittedAttempt(guard.settings(), attempt, call::remember, null),
            call.requestForApplication(),
            response)
        : null;
  }

  /** Returns the request for the application. */
  HttpServletRequest request() {
    return request;
  }

  /** Returns the response for the application. */
  HttpServletResponse response() {
    return response;
  }

  /** Returns the attempt if it has this login, can be about this user, and is not concluded. */
  @Nullable AdmittedAttempt open(String name, String username) {
    boolean same = login.settings().name().equals(name) && login.canBeAbout(username);
    return same && !login.concluded() ? login : null;
  }

  /** Returns the attempt, for code that checks the password. */
  AdmittedAttempt login() {
    return login;
  }

  /** Reports the outcome of the attempt; returns whether it is the first report. */
  boolean conclude(Outcome outcome, @Nullable String username) {
    return login.conclude(outcome, username);
  }

  /**
   * Reports a success for the user that the container has authenticated. The container may know the
   * user from a session or a header, so this does not count for an attempt about another user.
   */
  void authenticated(String username) {
    if (login.canBeAbout(username)) {
      conclude(Outcome.SUCCESS, username);
    }
  }

  /**
   * Concludes the attempt if the answer, before it is committed, determines the outcome. A cookie
   * cannot be added after the commit, and a client that has read the answer may send its next
   * attempt at once. If the response is committed already, its own status determines the outcome.
   */
  void answering(int status, @Nullable String location) {
    if (!login.concluded() && !response.isCommitted()) {
      Outcome outcome = outcome(status, location);
      if (outcome != Outcome.UNKNOWN) {
        conclude(outcome, null);
      }
    }
  }

  private Outcome outcome(int status, @Nullable String location) {
    return becameKnown() ? Outcome.SUCCESS : byRules.of(status, location);
  }

  /** Concludes the attempt at the end of the dispatch, or later if the request is asynchronous. */
  void end(boolean threw) {
    if (request.isAsyncStarted()) {
      listen(request.getAsyncContext(), new WhenComplete());
    } else {
      end(threw ? brokenOff("an exception before the answer") : answered());
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
    return byRules.observe(response.getStatus(), response.getHeader(LOCATION));
  }

  private void listen(AsyncContext async, AsyncListener listener) {
    ListenerResponse.listen(async, listener, request, response);
  }

  private void end(ObservedOutcome ending) {
    if (!login.concluded()) {
      login.conclude(ending, null);
    }
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
