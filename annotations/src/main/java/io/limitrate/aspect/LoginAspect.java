package io.limitrate.aspect;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.aspect.Handover;
import io.limitrate.internal.aspect.LoginCaller;
import io.limitrate.internal.aspect.LoginCheck;
import io.limitrate.internal.declaration.LoginPlan;
import io.limitrate.internal.login.AdmittedAttempt;
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
 * Makes every execution of a method that carries {@link io.limitrate.annotation.LoginProtected} an
 * attempt at its login.
 *
 * <p>Woven as {@link RateLimitAspect} is, and within it: a call that limits reject is no attempt.
 * AspectJ cannot see annotations on the methods of an interface or a superclass: annotate the
 * implementing method.
 *
 * <p>An attempt within a request is counted for that request's client. Outside of a request there
 * is no address, and all attempts are counted as if they came from one.
 */
@Aspect
@DeclarePrecedence("io.limitrate.aspect.RateLimitAspect, io.limitrate.aspect.LoginAspect")
public final class LoginAspect {

  /** For AspectJ, which makes the one instance. */
  public LoginAspect() {}

  /**
   * Lets the method check the password, when the attempt may go on.
   *
   * @throws LoginRejectedException when it may not
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
    Call call = current != null ? current : Handover.take(method);
    LoginCheck check;
    try {
      check =
          LoginCaller.of(plan.guard(limitrate(type, call)), call)
              .check(plan, username(plan, point));
    } catch (LoginRejectedException rejection) {
      return reject(rejection, method);
    }
    return run(point, check, method);
  }

  private static Application limitrate(Class<?> type, @Nullable Call call) {
    return call instanceof ApplicationCall known ? known.application() : Application.of(type);
  }

  private static @Nullable Object username(LoginPlan plan, ProceedingJoinPoint point) {
    OptionalInt position = plan.username();
    return position.isPresent() ? point.getArgs()[position.getAsInt()] : null;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the caller gets it, as what the method returns
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
    AdmittedAttempt outer = LoginScope.enter(check.login());
    try {
      result = point.proceed();
    } catch (Throwable thrown) {
      check.threw(thrown);
      throw thrown;
    } finally {
      LoginScope.leave(outer);
    }
    if (result instanceof CompletionStage<?> stage) {
      CompletionStage<?> told = check.later(stage);
      return method.getReturnType().isInstance(told) ? told : stage;
    }
    check.returned(result, method.getReturnType());
    return result;
  }
}
