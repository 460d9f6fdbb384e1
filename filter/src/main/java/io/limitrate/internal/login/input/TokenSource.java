package io.limitrate.internal.login.input;

import org.jspecify.annotations.Nullable;

/** Reads the tokens of solved challenges from a request. */
@FunctionalInterface
public interface TokenSource {
  /** A source without tokens, for a call without a request. */
  TokenSource NONE = field -> null;

  /**
   * Returns the token in the field, cookie or header of this name, or {@code null} when there is
   * none.
   */
  @Nullable String token(String field);
}
