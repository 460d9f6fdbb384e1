package io.limitrate.login;

/**
 * An annotated method was not called, because the login attempt that it would have decided may not
 * go on.
 *
 * <p>A rejection is normal, so it carries no stack trace.
 */
public final class LoginRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String login;
  private final transient Admission admission;

  /**
   * The rejection of an attempt.
   *
   * @param login the login's name
   */
  public LoginRejectedException(String login, Admission admission) {
    super("login " + login + ": " + admission.getClass().getSimpleName(), null, false, false);
    this.login = login;
    this.admission = admission;
  }

  /** The name of the login. */
  public String login() {
    return login;
  }

  /** Why the attempt may not go on. */
  public Admission admission() {
    return admission;
  }
}
