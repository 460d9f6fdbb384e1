package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a parameter of a {@link RateLimited} method a part of the key. The name of the part is
 * {@code param:NAME}.
 *
 * <p>The value of the part is the argument's {@code toString()}, so the parameter's type must
 * override {@code toString()}. A {@code null} argument is an absent part: all calls without the
 * part share one counter.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface RateLimitKey {

  /**
   * Returns the name: letters, digits and {@code . _ -}. The default is the parameter's name. The
   * compiler keeps this name with the option {@code -parameters}; otherwise the name is {@code
   * arg0}, {@code arg1} and so on.
   */
  String value() default "";
}
