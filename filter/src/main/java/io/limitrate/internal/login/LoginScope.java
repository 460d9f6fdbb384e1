package io.limitrate.internal.login;

import org.jspecify.annotations.Nullable;

/**
 * The attempt whose password the current thread checks, as far as an annotated method checks it.
 *
 * <p>Opened around the method and closed in a finally block, on the same thread, as {@link
 * io.limitrate.CallScope} is.
 */
public final class LoginScope {
  /** An array of the JDK's, so that a pooled thread keeps no class of an undeployed application. */
  private static final ThreadLocal<@Nullable Object[]> CURRENT =
      ThreadLocal.withInitial(() -> new Object[1]);

  private LoginScope() {}

  /** The innermost attempt of this thread, or {@code null}. */
  public static @Nullable OpenLogin current() {
    return (OpenLogin) CURRENT.get()[0];
  }

  /** Makes this the thread's attempt and returns the one before, for {@link #leave}. */
  public static @Nullable OpenLogin enter(OpenLogin login) {
    @Nullable Object[] slot = CURRENT.get();
    OpenLogin outer = (OpenLogin) slot[0];
    slot[0] = login;
    return outer;
  }

  /** Brings back the attempt before. */
  public static void leave(@Nullable OpenLogin outer) {
    CURRENT.get()[0] = outer;
  }
}
