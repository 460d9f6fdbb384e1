package io.limitrate.internal.aspect;

import io.limitrate.Call;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Hands a call to the woven method that runs next on this thread. JAX-RS uses this class before an
 * asynchronous method, because no filter runs when the method returns, so no filter can close a
 * {@link io.limitrate.CallScope}.
 */
public final class CallHandoff {
  /**
   * Holds the call and the method in a JDK array, so a pooled thread keeps no class of an
   * undeployed application.
   */
  private static final ThreadLocal<@Nullable Object[]> NEXT =
      ThreadLocal.withInitial(() -> new Object[2]);

  private CallHandoff() {}

  /** Makes the method's next invocation on this thread a part of the call. */
  public static void put(Call call, Method method) {
    @Nullable Object[] slot = NEXT.get();
    slot[0] = call;
    slot[1] = method;
  }

  /** Removes a call that no method has taken. */
  public static void clear() {
    @Nullable Object[] slot = NEXT.get();
    slot[0] = null;
    slot[1] = null;
  }

  /** Returns and removes the call for the method; {@code null} if there is none. */
  public static @Nullable Call take(Method method) {
    @Nullable Object[] slot = NEXT.get();
    if (!method.equals(slot[1])) {
      return null;
    }
    Call call = (Call) slot[0];
    clear();
    return call;
  }
}
