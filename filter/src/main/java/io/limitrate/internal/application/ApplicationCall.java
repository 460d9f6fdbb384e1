package io.limitrate.internal.application;

import io.limitrate.internal.engine.LedgerCall;
import io.limitrate.internal.login.LoginCall;
import io.limitrate.internal.login.LoginHeaderValues;
import io.limitrate.internal.response.HeaderSink;

/** A call that knows the application whose limiter counts it. */
public interface ApplicationCall extends LedgerCall, LoginCall {
  /** The request attribute that holds the call of a request which our filter has not seen. */
  String ATTRIBUTE = "io.limitrate.unfiltered";

  /** Returns the application whose limiter counts the call. */
  Application application();

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
