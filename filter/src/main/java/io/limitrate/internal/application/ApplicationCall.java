package io.limitrate.internal.application;

import io.limitrate.Call;
import io.limitrate.internal.login.ClosedLogin;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.OpenLogin;
import io.limitrate.internal.response.HeaderSink;
import io.limitrate.internal.uri.RequestUri;
import org.jspecify.annotations.Nullable;

/** A call that knows by which application's limiter it is counted. */
public interface ApplicationCall extends Call {
  /** The request attribute that holds the call of a request which no filter of ours has seen. */
  String ATTRIBUTE = "io.limitrate.unfiltered";

  /** The application's limiter. */
  Application limitrate();

  /** The login attempt that the request is, if an entrance has let one in. */
  default @Nullable OpenLogin login() {
    return null;
  }

  /** Lets those who check the password find an attempt that was let in after the call was made. */
  default void login(OpenLogin login) {}

  /** Where the request was sent to, as far as that is known. */
  default RequestUri requestUri() {
    return RequestUri.NONE;
  }

  /** Makes the browser known after this success, as long as there is a response to change. */
  default void remember(LoginAttempt attempt) {}

  /**
   * Makes the headers of the response describe a login that is closed for the client, instead of
   * the policies.
   *
   * @return whether this has written the headers; if not, the caller writes them into the response
   *     that it makes
   */
  default boolean describe(ClosedLogin login) {
    if (this instanceof HeaderSink sink) {
      limitrate().headers().write(login, sink);
      return true;
    }
    return false;
  }
}
