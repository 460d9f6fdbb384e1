package io.limitrate.internal.login;

import io.limitrate.Call;
import io.limitrate.internal.uri.RequestUri;
import org.jspecify.annotations.Nullable;

/**
 * A call that may be a login attempt. The adapters of servlets, JAX-RS and methods implement it.
 */
public interface LoginCall extends Call {

  /** Returns the scope of the request's admitted attempt, or {@code null} if there is none. */
  default @Nullable LoginScope login() {
    return null;
  }

  /** Sets the scope of the attempt, when it is admitted. */
  default void login(LoginScope scope) {}

  /** Returns the URI of the request, or {@code NONE} if the URI is unknown. */
  default RequestUri requestUri() {
    return RequestUri.NONE;
  }

  /** Adds the device cookie of a successful attempt to the response, if that is still possible. */
  default void remember(LoginAttempt attempt) {}
}
