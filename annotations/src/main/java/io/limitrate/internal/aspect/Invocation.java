package io.limitrate.internal.aspect;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.RateLimitExceededException;
import io.limitrate.Verdict;
import io.limitrate.internal.declaration.MethodPlan;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An annotated method that is about to run. For the entrances that enforce annotations around the
 * method itself. Not thread-safe.
 */
public final class Invocation {
  private final Method method;
  private final @Nullable Object target;
  private final @Nullable Object[] arguments;
  private final Body body;

  /** What is limited. */
  @FunctionalInterface
  public interface Body {
    /** Runs the method. */
    @Nullable Object run() throws Throwable;
  }

  /**
   * An invocation.
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
   * Runs the method, at once or in its turn, if it is allowed to.
   *
   * @param outer what the invocation is part of, if anything
   * @return what the method returns; where that is a stage and the call is rejected, a failed one
   * @throws RateLimitExceededException when it may not run
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the caller gets it, as what the method returns
  public @Nullable Object limit(MethodPlan plan, @Nullable Call outer) throws Throwable {
    MethodCall call = new MethodCall(plan, method, target, arguments, outer);
    Verdict verdict = call.check(plan);
    boolean returnsStage = returnsStage(method);
    if (!verdict.permitted()) {
      return reject(new RateLimitExceededException(verdict), returnsStage);
    }
    if (!verdict.delay().equals(Duration.ZERO)) {
      if (returnsStage) {
        return Turn.later(verdict, () -> (CompletionStage<?>) run(call));
      }
      Turn.await(verdict);
    }
    return run(call);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the caller gets it, as what the method returns
  private static Object reject(RateLimitExceededException rejection, boolean returnsStage) {
    if (returnsStage) {
      return CompletableFuture.failedFuture(rejection);
    }
    throw rejection;
  }

  private @Nullable Object run(Call call) throws Throwable {
    Call before = CallScope.enter(call);
    try {
      return body.run();
    } finally {
      CallScope.leave(before);
    }
  }

  private static boolean returnsStage(Method method) {
    Class<?> type = method.getReturnType();
    return type == CompletionStage.class || type == CompletableFuture.class;
  }
}
