package io.limitrate.internal.servlet;

import io.limitrate.internal.login.Ending;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.OpenLogin;
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
 * A login attempt's way through the filter: it is counted before its body is read, let in or
 * answered, and concluded when it is known what came of it.
 *
 * <p>What came of it is told by the first of: the application ({@code LoginOutcome}), the container
 * ({@link LoginRequest}), a principal that was not there before, and the response by the login's
 * rules.
 */
final class LoginPassage {
  /** The request attribute that holds the challenge, as a JSON text, for the application's page. */
  static final String CHALLENGE = "io.limitrate.login.challenge";

  static final String LOCATION = "Location";

  private static final String ATTRIBUTE = LoginPassage.class.getName();

  private final OpenLogin login;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ResponseOutcome byRules;
  private final @Nullable Principal before;

  private LoginPassage(OpenLogin login, HttpServletRequest request, HttpServletResponse response) {
    this.login = login;
    this.request = new LoginRequest(request, this);
    this.response = new LoginResponse(response, this);
    this.byRules = new ResponseOutcome(login.settings().outcome(), RequestUris.of(request));
    this.before = request.getUserPrincipal();
    request.setAttribute(ATTRIBUTE, this);
  }

  /** The passage of a request, {@code null} where it is no login attempt that was let in. */
  static @Nullable LoginPassage find(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof LoginPassage passage ? passage : null;
  }

  /** Lets the attempt in, or answers it: {@code null} then. */
  static @Nullable LoginPassage begin(
      LoginGuard guard, HttpCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    PasswordCheck checked = PasswordCheck.find(request);
    if (checked != null && checked.isOf(guard)) {
      return new LoginPassage(checked.login(), call.handOver(), response);
    }
    LoginAttempt attempt = guard.attempt(call);
    LoginDoor door = new LoginDoor(guard, call, request, response);
    return door.admits(attempt)
        ? new LoginPassage(
            new OpenLogin(guard.settings(), attempt, call::remember, null),
            call.handOver(),
            response)
        : null;
  }

  /** The request to go on with. */
  HttpServletRequest request() {
    return request;
  }

  /** The response to go on with. */
  HttpServletResponse response() {
    return response;
  }

  /** The attempt, if it is one to log in there, of that user, and nobody has concluded it. */
  @Nullable OpenLogin open(String name, String username) {
    boolean same = login.settings().name().equals(name) && login.canBeAbout(username);
    return same && !login.concluded() ? login : null;
  }

  /** The attempt, for those who check its password. */
  OpenLogin login() {
    return login;
  }

  /** Says what came of the attempt; true if nobody had said so before. */
  boolean conclude(Outcome outcome, @Nullable String username) {
    return login.conclude(outcome, username);
  }

  /**
   * The container knows who it is: which it may have known before, by a session or a header, so
   * that it proves nothing of another user whom the attempt is about.
   */
  void authenticated(String username) {
    if (login.canBeAbout(username)) {
      conclude(Outcome.SUCCESS, username);
    }
  }

  /**
   * Concludes the attempt if this answer, which is committed next, tells its outcome: no cookie can
   * be added afterwards, and a client that has read the answer may send its next attempt at once. A
   * response that is committed already counts by its own status.
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

  /** The dispatch is over: so is the attempt, unless the request goes on asynchronously. */
  void end(boolean threw) {
    if (request.isAsyncStarted()) {
      listen(request.getAsyncContext(), new WhenComplete());
    } else {
      end(threw ? brokenOff("an exception before the answer") : answered());
    }
  }

  /** A client may break off what is answered already: the status is known then. */
  private Ending brokenOff(String seen) {
    return response.isCommitted() ? byResponse() : Ending.unknown(seen);
  }

  private Ending answered() {
    return becameKnown() ? new Ending(Outcome.SUCCESS) : byResponse();
  }

  private Ending byResponse() {
    return byRules.ending(response.getStatus(), response.getHeader(LOCATION));
  }

  private void listen(AsyncContext async, AsyncListener listener) {
    ListenerResponse.listen(async, listener, request, response);
  }

  private void end(Ending ending) {
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

    /** The listeners of the cycle before are gone. */
    @Override
    public void onStartAsync(AsyncEvent event) {
      listen(event.getAsyncContext(), this);
    }
  }
}
