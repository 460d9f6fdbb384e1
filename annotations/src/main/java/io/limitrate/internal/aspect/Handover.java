package io.limitrate.internal.aspect;

import io.limitrate.Call;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Hands a call to the woven method that is about to be invoked on this thread. For an entrance that
 * comes before an asynchronous method, but is not told when the method has left the thread and so
 * cannot close a {@link io.limitrate.CallScope} around it.
 */
public final class Handover {
  /** An array of the JDK's, so that a pooled thread keeps no class of an undeployed application. */
  private static final ThreadLocal<@Nullable Object[]> NEXT =
      ThreadLocal.withInitial(() -> new Object[2]);

  private Handover() {}

  /** The method's next invocation on this thread is part of the call. */
  public static void give(Call call, Method method) {
    @Nullable Object[] slot = NEXT.get();
    slot[0] = call;
    slot[1] = method;
  }

  /** Takes back what was given and not taken. */
  public static void clear() {
    @Nullable Object[] slot = NEXT.get();
    slot[0] = null;
    slot[1] = null;
  }

  /** What was given for the method, once. */
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
