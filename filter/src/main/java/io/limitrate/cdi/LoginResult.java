package io.limitrate.cdi;

import io.limitrate.login.Outcome;

/**
 * The CDI event by which an application reports the outcome of a login attempt. The application
 * calls {@code Event<LoginResult>.fire(...)} on the request thread before the response is
 * committed. An application uses this event where code has no request for {@link
 * io.limitrate.servlet.LoginOutcome}; the effect is the same.
 *
 * <p>The first reported outcome counts. An event has no effect outside of a request and in a
 * request that is no login attempt. {@code fireAsync} has no effect. Immutable.
 *
 * @param outcome any outcome except {@code UNKNOWN}
 * @param username the username, in any spelling
 */
public record LoginResult(Outcome outcome, String username) {
  public static final String RULE = "outcome UNKNOWN: must be SUCCESS, FAILURE or ERROR";

  /**
   * Checks the outcome.
   *
   * @throws IllegalArgumentException for {@code UNKNOWN}
   */
  public LoginResult {
    if (outcome == Outcome.UNKNOWN) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Omits the username, because usernames do not belong in a log. */
  @Override
  public String toString() {
    return "LoginResult[" + outcome + "]";
  }
}
