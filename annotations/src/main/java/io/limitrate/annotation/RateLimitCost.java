package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an integer parameter of a {@link RateLimited} method the units that the call takes.
 *
 * <p>A {@code null} argument costs what the call would without this annotation. A negative one is
 * the caller's mistake: the method ends with {@link IllegalArgumentException} before anything is
 * charged, and the JAX-RS feature answers 400. Where a client chooses the number, it chooses what
 * it is charged: check it, or settle afterwards ({@link io.limitrate.Reservation}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface RateLimitCost {

  /** The names of the policies that count by this parameter; by default all of the method's. */
  String[] value() default {};
}
