package io.limitrate.aspect;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.aspect.Handover;
import io.limitrate.internal.aspect.Invocation;
import io.limitrate.internal.aspect.MethodCall;
import io.limitrate.internal.declaration.MethodPlan;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Pointcut;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/**
 * Limits every execution of a method that carries {@link io.limitrate.annotation.RateLimited}, and
 * of the public methods of types that carry it and of their subtypes.
 *
 * <p>Woven at compile time, with this module as aspect library, or at load time through its
 * META-INF/aop.xml. AspectJ cannot see annotations on the methods of an interface: annotate the
 * implementing method, or the interface itself.
 *
 * <p>An invocation within a request is counted for that request's client, and the first one is
 * covered by what the filter or the JAX-RS feature charged for the same policy. Further ones are
 * charged, calls on {@code this} included; a method that is reached by {@code super} is not another
 * invocation. Outside of a request everyone is counted together.
 *
 * <p>A method that waits for its turn (leaky bucket) blocks its thread for a minute at most, and
 * one that returns {@link CompletionStage} or {@link CompletableFuture} none.
 */
@Aspect
public final class RateLimitAspect {
  /** For AspectJ, which makes the one instance. */
  public RateLimitAspect() {}

  @Pointcut(
      "execution(@io.limitrate.annotation.RateLimited * *(..))"
          + " || execution(@io.limitrate.annotation.RateLimits * *(..))"
          + " || execution(@(@io.limitrate.annotation.RateLimited *) * *(..))"
          + " || execution(@(@io.limitrate.annotation.RateLimits *) * *(..))")
  private void annotatedMethod() {}

  /**
   * Of a class, its methods and its subclasses'; of an interface, the methods that it declares.
   * Where an annotation of the application carries ours, AspectJ does not see it at subclasses.
   */
  @Pointcut(
      "execution(public * (@io.limitrate.annotation.RateLimited *..*)+.*(..))"
          + " || execution(public * (@io.limitrate.annotation.RateLimits *..*)+.*(..))"
          + " || execution(public * (@(@io.limitrate.annotation.RateLimited *) *..*)+.*(..))"
          + " || execution(public * (@(@io.limitrate.annotation.RateLimits *) *..*)+.*(..))")
  private void methodOfAnnotatedType() {}

  @Pointcut(
      "execution(public boolean *.equals(Object)) || execution(public int *.hashCode())"
          + " || execution(public String *.toString())")
  private void methodOfEveryObject() {}

  /**
   * A container's subclass of a bean, or the JDK's proxy of an interface: it inherits what limits
   * it, or has a copy of it on its methods, and leads to the method that is limited.
   */
  @Pointcut("within(*..*$$*) || within(*..$Proxy*)")
  private void generated() {}

  /**
   * Lets the method run, when it is allowed to.
   *
   * @throws RateLimitExceededException when it is not
   */
  @Around(
      "(annotatedMethod() || methodOfAnnotatedType() && !methodOfEveryObject()) && !generated()")
  public @Nullable Object around(ProceedingJoinPoint point) throws Throwable {
    Method method = ((MethodSignature) point.getSignature()).getMethod();
    Object target = point.getThis();
    MethodPlan plan =
        MethodPlan.of(target == null ? method.getDeclaringClass() : target.getClass(), method);
    if (plan.unlimited()) {
      return point.proceed();
    }
    Call outer = CallScope.current();
    return MethodCall.continues(outer, method, target)
        ? point.proceed()
        : new Invocation(method, target, point.getArgs(), point::proceed)
            .limit(plan, outer != null ? outer : Handover.take(method));
  }
}
