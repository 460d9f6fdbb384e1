package io.limitrate.internal.response;

import io.limitrate.RateLimitExceededException;
import io.limitrate.login.LoginRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rejection because of which something was thrown. Frameworks and thread pools wrap what
 * a method throws: {@code CompletionException}, {@code UndeclaredThrowableException}, {@code
 * IOException}.
 */
public final class RejectionCause {
  /** Chains of causes may be cyclic. */
  private static final int DEEPEST = 32;

  private RejectionCause() {}

  /**
   * The throwable itself or the nearest of its causes that is a {@link RateLimitExceededException}
   * or a {@link LoginRejectedException}; {@code null} where there is none among the first 32.
   * Suppressed exceptions do not count: they are not why the call failed.
   */
  public static @Nullable RuntimeException find(@Nullable Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < DEEPEST && cause != null; i++) {
      if (cause instanceof RateLimitExceededException rejected) {
        return rejected;
      }
      if (cause instanceof LoginRejectedException rejected) {
        return rejected;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
