package io.limitrate.login;

/** The outcome of a login attempt, which an application reports if Limitrate cannot see it. */
public enum Outcome {
  /** The credentials are right. */
  SUCCESS,
  /** The credentials are wrong, or the user is unknown. */
  FAILURE,
  /**
   * The application could not decide. The attempt is not a failure, but still counts as an attempt
   * of the address.
   */
  ERROR,
  /** No source reported the outcome. The attempt counts as a failure. */
  UNKNOWN
}
