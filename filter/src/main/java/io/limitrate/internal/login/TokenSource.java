package io.limitrate.internal.login;

import org.jspecify.annotations.Nullable;

/** Where a request has the tokens of solved challenges. */
@FunctionalInterface
public interface TokenSource {
  /** No request, no tokens. */
  TokenSource NONE = field -> null;

  /** The token in the field, cookie or header of this name; {@code null} for none. */
  @Nullable String token(String field);
}
