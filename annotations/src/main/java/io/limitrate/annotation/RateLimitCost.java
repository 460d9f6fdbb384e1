package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an integer parameter of a {@link RateLimited} method whose argument is the cost of the call
 * in units.
 *
 * <p>For a {@code null} argument the call costs as much as without this annotation. A negative
 * argument is an error of the caller: the method ends with {@link IllegalArgumentException} and
 * nothing is charged; the JAX-RS feature answers 400. If a client chooses the number, the client
 * chooses its own cost. In this case check the number, or settle the cost after the call ({@link
 * io.limitrate.Reservation}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface RateLimitCost {

  /**
   * Returns the names of the policies that use this cost. By default all policies of the method use
   * this cost.
   */
  String[] value() default {};
}
