package io.limitrate;

import io.limitrate.internal.concurrent.ThreadSlot;
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
  private static final ThreadSlot<Call> CURRENT = new ThreadSlot<>();

  private CallScope() {}

  /** Returns the innermost call of this thread, or {@code null}. */
  public static @Nullable Call current() {
    return CURRENT.value();
  }

  /**
   * Sets the call of this thread and returns the previous call, which the caller passes to {@link
   * #leave}.
   */
  public static @Nullable Call enter(@Nullable Call call) {
    return CURRENT.replace(call);
  }

  /** Restores the previous call. */
  public static void leave(@Nullable Call outer) {
    Call unused = CURRENT.replace(outer);
  }
}
