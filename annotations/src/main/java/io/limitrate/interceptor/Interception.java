package io.limitrate.interceptor;

import io.limitrate.annotation.MethodPlan;
import io.limitrate.aspect.Invocation;
import io.limitrate.cdi.CurrentCall;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What the interceptor does. */
final class Interception {
  private Interception() {}

  static @Nullable Object around(InvocationContext context) throws Exception {
    Object target = context.getTarget();
    Method method = context.getMethod();
    MethodPlan plan = BusinessMethods.plan(target.getClass(), method);
    return plan.unlimited()
        ? context.proceed()
        : limit(new Invocation(method, target, context.getParameters(), context::proceed), plan);
  }

  private static @Nullable Object limit(Invocation invocation, MethodPlan plan) throws Exception {
    try {
      return invocation.limit(plan, CurrentCall.find());
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("no interceptor may throw this", e);
    }
  }
}
