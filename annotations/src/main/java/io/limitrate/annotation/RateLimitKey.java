package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a parameter of a {@link RateLimited} method part of the key, as {@code param:NAME}.
 *
 * <p>The argument counts by its {@code toString()}, so its type has to have one of its own. A
 * {@code null} argument is an absent part: calls that lack it share one counter.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface RateLimitKey {

  /**
   * The name, of letters, digits and {@code . _ -}. By default the parameter's, which the compiler
   * keeps with {@code -parameters} and else is {@code arg0}, {@code arg1} and so on.
   */
  String value() default "";
}
