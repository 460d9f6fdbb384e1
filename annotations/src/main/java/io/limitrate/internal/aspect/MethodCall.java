package io.limitrate.internal.aspect;

import io.limitrate.Call;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.declaration.AnnotatedCall;
import io.limitrate.internal.declaration.MethodPlan;
import io.limitrate.internal.engine.Execution;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An invocation of an annotated method. The surrounding request, if any, provides the key. */
public final class MethodCall extends AnnotatedCall {
  private final Method method;
  private final @Nullable Object target;
  private final @Nullable Call outer;
  private volatile @Nullable Execution verdict;

  MethodCall(
      MethodPlan plan,
      Method method,
      @Nullable Object target,
      @Nullable Object[] arguments,
      @Nullable Call outer) {
    super(plan, arguments, limitrate(method, target, outer), requestOf(outer));
    this.method = method;
    this.target = target;
    this.outer = outer;
  }

  private static Application limitrate(
      Method method, @Nullable Object target, @Nullable Call outer) {
    return outer instanceof ApplicationCall call
        ? call.application()
        : ApplicationRuntime.of(target == null ? method.getDeclaringClass() : target.getClass())
            .application();
  }

  private static @Nullable Call requestOf(@Nullable Call outer) {
    return outer instanceof MethodCall method ? method.request() : outer;
  }

  /**
   * Returns whether the overriding method of this call invokes the method through {@code super}.
   */
  public static boolean continues(@Nullable Call outer, Method method, @Nullable Object target) {
    return outer instanceof MethodCall call
        && target != null
        && call.target == target
        && call.method.getName().equals(method.getName())
        && !call.method.equals(method)
        && method.getDeclaringClass().isAssignableFrom(call.method.getDeclaringClass())
        && Arrays.equals(call.method.getParameterTypes(), method.getParameterTypes());
  }

  /** Checks the policies of the method. */
  Execution check(MethodPlan plan) {
    Execution decided = application().limiter().check(this, application().policies(plan));
    verdict = decided;
    return decided;
  }

  @Override
  public boolean invocation() {
    return true;
  }

  /**
   * Returns the endpoint of the request, which is visible to clients; without a request, the
   * method's name.
   */
  @Override
  public @Nullable String endpoint() {
    String endpoint = super.endpoint();
    return endpoint != null
        ? endpoint
        : method.getDeclaringClass().getName() + "." + method.getName();
  }

  /**
   * Settles the units that this invocation has taken. Settles the request's units if the request
   * was charged for this invocation or the invocation took no units.
   */
  @Override
  public boolean settle(String policy, long used) {
    Execution own = verdict;
    if (own != null && own.answeredBy(policy)) {
      return own.settle(policy, used);
    }
    return outer != null ? outer.settle(policy, used) : super.settle(policy, used);
  }
}
