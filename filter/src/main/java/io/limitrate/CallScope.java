package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * The call that the current thread works for, so that an annotated method finds the request it is
 * part of.
 *
 * <p>Entrances open it around the work and close it in a finally block, on the same thread:
 *
 * <pre>{@code
 * Call outer = CallScope.enter(call);
 * try { ... } finally { CallScope.leave(outer); }
 * }</pre>
 */
public final class CallScope {
  /** An array of the JDK's, so that a pooled thread keeps no class of an undeployed application. */
  private static final ThreadLocal<@Nullable Object[]> CURRENT =
      ThreadLocal.withInitial(() -> new Object[1]);

  private CallScope() {}

  /** The innermost call of this thread, or {@code null}. */
  public static @Nullable Call current() {
    return (Call) CURRENT.get()[0];
  }

  /** Makes this the thread's call and returns the one before, for {@link #leave}. */
  public static @Nullable Call enter(@Nullable Call call) {
    @Nullable Object[] slot = CURRENT.get();
    Call outer = (Call) slot[0];
    slot[0] = call;
    return outer;
  }

  /** Brings back the call before. */
  public static void leave(@Nullable Call outer) {
    CURRENT.get()[0] = outer;
  }
}
