package io.limitrate.internal.aspect;

import io.limitrate.Call;
import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.declaration.MethodPlan;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.Execution.Body;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An invocation of an annotated method by the aspect or the interceptor. Not thread-safe. */
public final class Invocation {
  private final Method method;
  private final @Nullable Object target;
  private final @Nullable Object[] arguments;
  private final Body body;

  /**
   * Creates an invocation.
   *
   * @param target {@code null} for a static method
   */
  public Invocation(
      Method method, @Nullable Object target, @Nullable Object[] arguments, Body body) {
    this.method = method;
    this.target = target;
    this.arguments = arguments;
    this.body = body;
  }

  /**
   * Runs the method if the limits permit the call. Waits first if a leaky bucket delays the call.
   *
   * @param outer the call of which the invocation is a part, or {@code null}
   * @return the method's result, or a failed stage when the call is rejected and the method returns
   *     a stage
   * @throws RateLimitExceededException when the call is rejected and the method returns no stage
   */
  public @Nullable Object limit(MethodPlan plan, @Nullable Call outer) throws Throwable {
    MethodCall call = new MethodCall(plan, method, target, arguments, outer);
    Execution execution = call.check(plan);
    return returnsStage(method) ? execution.runStage(call, body) : execution.run(call, body);
  }

  private static boolean returnsStage(Method method) {
    Class<?> type = method.getReturnType();
    return type == CompletionStage.class || type == CompletableFuture.class;
  }
}
