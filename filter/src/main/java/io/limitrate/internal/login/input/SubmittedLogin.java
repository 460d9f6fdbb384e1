package io.limitrate.internal.login.input;

/** The parts of a login request: the username, and the tokens of solved challenges. Immutable. */
public record SubmittedLogin(SubmittedUsername username, TokenSource tokens) {

  /** Reads the request of a login attempt, once the client may attempt to log in. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads the request.
     *
     * @throws java.io.IOException when the client disconnects
     */
    SubmittedLogin read() throws java.io.IOException;
  }
}
