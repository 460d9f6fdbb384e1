package io.limitrate.internal.interceptor;

import io.limitrate.internal.aspect.Invocation;
import io.limitrate.internal.cdi.CurrentCall;
import io.limitrate.internal.declaration.MethodPlan;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Limits the methods and classes that have the binding. Serializable, because session beans are
 * serializable.
 */
@RateLimitBinding
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
final class RateLimitInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    Object target = context.getTarget();
    Method method = context.getMethod();
    MethodPlan plan = InterceptedMethods.plan(target.getClass(), method);
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
      throw new IllegalStateException("the method throws neither an Exception nor an Error", e);
    }
  }
}
