package io.limitrate.internal.response;

import io.limitrate.RateLimitExceededException;
import io.limitrate.login.LoginRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rejection that caused an exception. Frameworks and thread pools wrap the exception of a
 * method in others, such as {@code CompletionException}, {@code UndeclaredThrowableException} and
 * {@code IOException}.
 */
public final class RejectionCause {
  /** Limits the search, because a chain of causes may be cyclic. */
  private static final int DEEPEST = 32;

  private RejectionCause() {}

  /**
   * Returns the nearest {@link RateLimitExceededException} or {@link LoginRejectedException} among
   * the throwable and its causes, or {@code null} if the first 32 contain neither. Ignores
   * suppressed exceptions, because they did not cause the failure of the call.
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
