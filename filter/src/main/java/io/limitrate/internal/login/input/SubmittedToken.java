package io.limitrate.internal.login.input;

/** What a login's request brings as the answer to a challenge. */
public sealed interface SubmittedToken
    permits SubmittedToken.Token, SubmittedToken.None, SubmittedToken.TooLong, Submitted.Malformed {
  /** In UTF-16 code units. */
  int LONGEST = 4_096;

  /** A token of at most 4,096 code units. */
  record Token(String value) implements SubmittedToken {
    /** A token is a credential. */
    @Override
    public String toString() {
      return "Token";
    }
  }

  /** There is none, or a blank one. */
  record None() implements SubmittedToken {}

  /** There is one that no provider has made. */
  record TooLong() implements SubmittedToken {}
}
