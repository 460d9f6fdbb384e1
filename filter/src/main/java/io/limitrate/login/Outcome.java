package io.limitrate.login;

/** What came of a login attempt. */
public enum Outcome {
  /** The user is who they claim to be. */
  SUCCESS,
  /** The user is not, or is unknown. */
  FAILURE,
  /** The application says that it could not decide: the username is not to blame. */
  ERROR,
  /** Nobody said what came of it: counts as a failure does. */
  UNKNOWN
}
