package io.limitrate.annotation;

import io.limitrate.Quota;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how often a method may be called. On a class, the annotation limits all public methods,
 * which share one limit.
 *
 * <pre>{@code
 * @RateLimited("10/1m")                    // per user, or per address where there is no user
 * @RateLimited("10/1m, 1000/1d")           // both hold
 * @RateLimited(value = "1000/1s", key = "global")
 * @RateLimited(policy = "llm")             // as configured in limitrate.yaml
 * }</pre>
 *
 * <p>A rejected call ends with {@link io.limitrate.RateLimitExceededException}. A servlet or JAX-RS
 * resource that does not catch the exception answers 429. A method that returns a {@link
 * java.util.concurrent.CompletionStage} returns a failed stage. AspectJ enforces the annotation in
 * woven classes. Without weaving, the JAX-RS feature enforces the annotation on JAX-RS resource
 * methods, and an interceptor enforces the annotation on business methods of CDI beans.
 *
 * <p>The nearest place that has annotations counts alone. The order is: the method; the method that
 * it overrides in the nearest superclass; that method in interfaces; the class; its superclasses;
 * its interfaces (compare JAX-RS 3.1, section 3.6). AspectJ does not see annotations on methods of
 * interfaces; the JAX-RS feature and the interceptor see them. An annotation of the application
 * that has this annotation as a meta-annotation, such as a CDI stereotype, counts as this
 * annotation at each place.
 *
 * <p>The name of the annotation's policy is its place: {@code com.acme.Products.get} or {@code
 * com.acme.Products}. The name of the second annotation at one place ends with {@code #2}. The name
 * contains the parameter types, {@code (int,String)}, when several methods of this name are
 * annotated. A policy of this name in limitrate.yaml replaces the annotation's policy.
 */
@Documented
@Inherited // AspectJ sees the annotation of a superclass only if the annotation is inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(RateLimits.class)
public @interface RateLimited {

  /**
   * Returns the quotas, such as {@code "10/1m, 1000/1d"}. All quotas hold together. Alternative to
   * {@link #policy}.
   */
  String value() default "";

  /** Returns the name of a policy in limitrate.yaml. Alternative to {@link #value}. */
  String policy() default "";

  /**
   * Returns the key in the form of {@link io.limitrate.KeySpec}; only with {@link #value}. The
   * default key consists of the {@link RateLimitKey} parameters, if any, and the user. Without a
   * user, the client's address replaces the user. Outside of HTTP all calls with the same
   * parameters share one counter. The parts {@code form:} and {@code json:} are not allowed,
   * because only rules see the request before its body is read.
   */
  String key() default "";

  /**
   * Returns the cost of a call in units, at least 0. The cost applies when the policy has no {@link
   * RateLimitCost} parameter, or when the parameter's argument is {@code null}. For a configured
   * policy, 1 keeps the configured cost.
   */
  long cost() default 1;

  /**
   * Returns the algorithm for quotas that name no algorithm; only with a {@link #value} that has
   * such a quota.
   */
  Quota.Kind algorithm() default Quota.Kind.TOKEN_BUCKET;
}
