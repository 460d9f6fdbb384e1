package io.limitrate.login;

/**
 * Signals that an annotated method was not called, because its login attempt was rejected. An
 * application catches this type to answer the attempt itself.
 *
 * <p>A rejection is normal, so the exception has no stack trace.
 */
public final class LoginRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String login;
  private final transient Admission admission;

  /**
   * Creates the exception for a rejected attempt.
   *
   * @param login the name of the login
   */
  public LoginRejectedException(String login, Admission admission) {
    super("login " + login + ": " + admission.getClass().getSimpleName(), null, false, false);
    this.login = login;
    this.admission = admission;
  }

  /** Returns the name of the login. */
  public String login() {
    return login;
  }

  /** Returns why the attempt was rejected. */
  public Admission admission() {
    return admission;
  }
}
