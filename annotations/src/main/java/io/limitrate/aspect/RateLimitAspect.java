package io.limitrate.aspect;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.aspect.CallHandoff;
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
 * Limits every execution of a method with {@link io.limitrate.annotation.RateLimited}, and of the
 * public methods of types with this annotation and of their subtypes. An application names this
 * aspect in the configuration of the AspectJ weaver.
 *
 * <p>The aspect is woven at compile time, with this module as aspect library, or at load time
 * through the module's META-INF/aop.xml. AspectJ cannot see annotations on the methods of an
 * interface, so annotate the implementing method or the interface itself.
 *
 * <p>An invocation within a request counts for the client of the request. The charge of the filter
 * or the JAX-RS feature for the same policy covers the first invocation. Further invocations are
 * charged, including calls on {@code this}. A call of the overridden method through {@code super}
 * is not a further invocation. Outside of a request all callers share one counter.
 *
 * <p>A method that a leaky bucket delays blocks its thread, within the bounds of {@link
 * io.limitrate.Limiter.Waiting}. A delayed method that returns {@link CompletionStage} or {@link
 * CompletableFuture} blocks no thread.
 */
@Aspect
public final class RateLimitAspect {
  /** Creates the aspect. AspectJ creates a single instance. */
  public RateLimitAspect() {}

  @Pointcut(
      "execution(@io.limitrate.annotation.RateLimited * *(..))"
          + " || execution(@io.limitrate.annotation.RateLimits * *(..))"
          + " || execution(@(@io.limitrate.annotation.RateLimited *) * *(..))"
          + " || execution(@(@io.limitrate.annotation.RateLimits *) * *(..))")
  private void annotatedMethod() {}

  /**
   * Matches the methods of an annotated class and of its subclasses, and the methods that an
   * annotated interface declares. AspectJ does not see a meta-annotation at subclasses.
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
   * Matches a container's subclass of a bean and the JDK's proxy of an interface. Such a class
   * inherits or copies the annotations, and then calls the limited method itself.
   */
  @Pointcut("within(*..*$$*) || within(*..$Proxy*)")
  private void generated() {}

  /**
   * Runs the method if the limits permit the call.
   *
   * @throws RateLimitExceededException when a limit rejects the call
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
            .limit(plan, outer != null ? outer : CallHandoff.take(method));
  }
}
