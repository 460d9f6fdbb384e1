package io.limitrate.internal.application;

import io.limitrate.internal.engine.LedgerCall;
import io.limitrate.internal.login.AdmittedAttempt;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginHeaderValues;
import io.limitrate.internal.response.HeaderSink;
import io.limitrate.internal.uri.RequestUri;
import org.jspecify.annotations.Nullable;

/** A call that knows the application whose limiter counts it. */
public interface ApplicationCall extends LedgerCall {
  /** The request attribute that holds the call of a request which our filter has not seen. */
  String ATTRIBUTE = "io.limitrate.unfiltered";

  /** Returns the application whose limiter counts the call. */
  Application application();

  /** Returns the admitted login attempt of the request, or {@code null} if there is none. */
  default @Nullable AdmittedAttempt login() {
    return null;
  }

  /** Sets the login attempt, if it was admitted after this call was created. */
  default void login(AdmittedAttempt login) {}

  /** Returns the URI of the request, or {@code NONE} if the URI is unknown. */
  default RequestUri requestUri() {
    return RequestUri.NONE;
  }

  /** Adds the device cookie of a successful attempt to the response, if that is still possible. */
  default void remember(LoginAttempt attempt) {}

  /**
   * Writes response headers that describe a login which takes no attempt of the client now. They
   * replace the headers that describe policies.
   *
   * @return whether this method has written the headers; if not, the caller writes them into its
   *     response
   */
  default boolean describe(LoginHeaderValues login) {
    if (this instanceof HeaderSink sink) {
      application().headers().write(login, sink);
      return true;
    }
    return false;
  }
}
