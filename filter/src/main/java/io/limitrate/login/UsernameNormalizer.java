package io.limitrate.login;

import org.jspecify.annotations.Nullable;

/**
 * Makes one spelling of all those that an application takes for the same user. Thread-safe.
 *
 * <p>Two spellings that the application takes for one user, but this for two, have twice the
 * attempts: when in doubt, make them equal.
 */
@FunctionalInterface
public interface UsernameNormalizer {

  /** The spelling to count, or {@code null} for what can be nobody's name. */
  @Nullable String normalize(String username);
}
