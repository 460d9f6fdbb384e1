package io.limitrate.login;

import org.jspecify.annotations.Nullable;

/**
 * Returns one spelling for all spellings that an application treats as one user. An application
 * implements this type if the default normalizer does not fit. Implementations must be thread-safe.
 *
 * <p>If the application treats two spellings as one user and the normalizer does not, this user has
 * twice the attempts. When in doubt, make two spellings equal.
 */
@FunctionalInterface
public interface UsernameNormalizer {

  /** Returns the spelling to count, or {@code null} for a text that cannot be a name. */
  @Nullable String normalize(String username);
}
