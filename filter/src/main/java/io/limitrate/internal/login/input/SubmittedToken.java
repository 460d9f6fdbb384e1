package io.limitrate.internal.login.input;

/** The token of a solved challenge in a login's request. */
public sealed interface SubmittedToken
    permits SubmittedToken.Token,
        SubmittedToken.None,
        SubmittedToken.TooLong,
        SubmittedUsername.Malformed {
  /** The longest token in UTF-16 code units. */
  int LONGEST = 4_096;

  /** A token of at most 4,096 code units. */
  record Token(String value) implements SubmittedToken {
    /** Hides the token, which is a credential. */
    @Override
    public String toString() {
      return "Token";
    }
  }

  /** There is no token, or a blank one. */
  record None() implements SubmittedToken {}

  /** The token is longer than any provider's token. */
  record TooLong() implements SubmittedToken {}
}
