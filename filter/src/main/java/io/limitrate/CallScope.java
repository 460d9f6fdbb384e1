package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * Holds the call that the current thread works for, so that an annotated method finds the request
 * that it is part of. Code that moves work to another thread uses this type.
 *
 * <p>A caller enters the scope before the work and leaves it in a finally block, on the same
 * thread:
 *
 * <pre>{@code
 * Call outer = CallScope.enter(call);
 * try { ... } finally { CallScope.leave(outer); }
 * }</pre>
 */
public final class CallScope {
  /**
   * Holds an array type of the JDK, so that a pooled thread keeps no class of an undeployed
   * application.
   */
  private static final ThreadLocal<@Nullable Object[]> CURRENT =
      ThreadLocal.withInitial(() -> new Object[1]);

  private CallScope() {}

  /** Returns the innermost call of this thread, or {@code null}. */
  public static @Nullable Call current() {
    return (Call) CURRENT.get()[0];
  }

  /**
   * Sets the call of this thread and returns the previous call, which the caller passes to {@link
   * #leave}.
   */
  public static @Nullable Call enter(@Nullable Call call) {
    @Nullable Object[] slot = CURRENT.get();
    Call outer = (Call) slot[0];
    slot[0] = call;
    return outer;
  }

  /** Restores the previous call. */
  public static void leave(@Nullable Call outer) {
    CURRENT.get()[0] = outer;
  }
}
