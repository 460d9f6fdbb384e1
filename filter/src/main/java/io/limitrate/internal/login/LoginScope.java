package io.limitrate.internal.login;

import org.jspecify.annotations.Nullable;

/**
 * Holds the attempt whose password an annotated method checks on the current thread.
 *
 * <p>The caller enters the scope before the method and leaves it in a finally block on the same
 * thread, as with {@link io.limitrate.CallScope}.
 */
public final class LoginScope {
  /**
   * The value is an array of the JDK, so that a pooled thread keeps no class of an undeployed
   * application.
   */
  private static final ThreadLocal<@Nullable Object[]> CURRENT =
      ThreadLocal.withInitial(() -> new Object[1]);

  private LoginScope() {}

  /** Returns the innermost attempt of this thread, or {@code null}. */
  public static @Nullable AdmittedAttempt current() {
    return (AdmittedAttempt) CURRENT.get()[0];
  }

  /** Makes an attempt current on this thread. Returns the previous attempt for {@link #leave}. */
  public static @Nullable AdmittedAttempt enter(AdmittedAttempt login) {
    @Nullable Object[] slot = CURRENT.get();
    AdmittedAttempt outer = (AdmittedAttempt) slot[0];
    slot[0] = login;
    return outer;
  }

  /** Restores the previous attempt. */
  public static void leave(@Nullable AdmittedAttempt outer) {
    CURRENT.get()[0] = outer;
  }
}
