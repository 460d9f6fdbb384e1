package io.limitrate.cdi;

import io.limitrate.login.Outcome;

/**
 * The CDI event by which an application says what came of a login attempt: {@code
 * Event<LoginResult>.fire(...)} while the request is served, on its thread, before the response is
 * committed. It is the same as a call of {@link io.limitrate.servlet.LoginOutcome}, for code that
 * has no request at hand.
 *
 * <p>The first to say so is believed. Outside of a request, and in one that is no attempt, it
 * changes nothing; nor does {@code fireAsync}. Immutable.
 *
 * @param outcome all but {@code UNKNOWN}
 * @param username in whichever spelling
 */
public record LoginResult(Outcome outcome, String username) {
  public static final String RULE = "outcome UNKNOWN: who fires a result has to know it";

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

  /** Nobody's name belongs into a log. */
  @Override
  public String toString() {
    return "LoginResult[" + outcome + "]";
  }
}
