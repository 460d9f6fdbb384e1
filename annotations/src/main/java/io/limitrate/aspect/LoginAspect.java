package io.limitrate.aspect;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.aspect.CallHandoff;
import io.limitrate.internal.aspect.LoginCheck;
import io.limitrate.internal.declaration.LoginPlan;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.login.LoginRejectedException;
import java.lang.reflect.Method;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.DeclarePrecedence;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/**
 * Makes every execution of a method with {@link io.limitrate.annotation.LoginProtected} an attempt
 * at the annotation's login. An application names this aspect in the configuration of the AspectJ
 * weaver.
 *
 * <p>The aspect is woven in the same way as {@link RateLimitAspect} and runs after that aspect: a
 * call that a limit rejects is no attempt. AspectJ cannot see annotations on the methods of an
 * interface or a superclass, so annotate the implementing method.
 *
 * <p>An attempt within a request counts for the client of the request. Outside of a request there
 * is no address, so all attempts count as attempts from one address.
 */
@Aspect
@DeclarePrecedence("io.limitrate.aspect.RateLimitAspect, io.limitrate.aspect.LoginAspect")
public final class LoginAspect {

  /** Creates the aspect. AspectJ creates a single instance. */
  public LoginAspect() {}

  /**
   * Runs the method if the attempt is permitted.
   *
   * @throws LoginRejectedException when the attempt is rejected
   */
  @Around(
      "execution(@io.limitrate.annotation.LoginProtected * *(..))"
          + " || execution(@(@io.limitrate.annotation.LoginProtected *) * *(..))")
  public @Nullable Object around(ProceedingJoinPoint point) throws Throwable {
    Method method = ((MethodSignature) point.getSignature()).getMethod();
    Object target = point.getThis();
    Class<?> type = target == null ? method.getDeclaringClass() : target.getClass();
    LoginPlan plan = LoginPlan.of(type, method).orElseThrow();
    Call current = CallScope.current();
    Call call = current != null ? current : CallHandoff.take(method);
    LoginCheck check;
    try {
      LoginGuard guard = plan.guard(application(type, call));
      check = LoginCheck.begin(plan, guard, call, username(plan, point));
    } catch (LoginRejectedException rejection) {
      return reject(rejection, method);
    }
    return run(point, check, method);
  }

  private static Application application(Class<?> type, @Nullable Call call) {
    return call instanceof ApplicationCall known
        ? known.application()
        : ApplicationRuntime.of(type).application();
  }

  private static @Nullable Object username(LoginPlan plan, ProceedingJoinPoint point) {
    OptionalInt position = plan.username();
    return position.isPresent() ? point.getArgs()[position.getAsInt()] : null;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // returned to the caller
  private static Object reject(LoginRejectedException rejection, Method method) {
    Class<?> type = method.getReturnType();
    if (type == CompletionStage.class || type == CompletableFuture.class) {
      return CompletableFuture.failedFuture(rejection);
    }
    throw rejection;
  }

  private static @Nullable Object run(ProceedingJoinPoint point, LoginCheck check, Method method)
      throws Throwable {
    Object result;
    LoginScope outer = check.scope().enter();
    try {
      result = point.proceed();
    } catch (Throwable thrown) {
      check.threw(thrown);
      throw thrown;
    } finally {
      LoginScope.leave(outer);
    }
    if (result instanceof CompletionStage<?> stage) {
      CompletionStage<?> reported = check.later(stage);
      return method.getReturnType().isInstance(reported) ? reported : stage;
    }
    check.returned(result, method.getReturnType());
    return result;
  }
}
