package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Several limits that hold together; the compiler writes it for repeated {@link RateLimited}. */
@Documented
@Inherited // AspectJ sees a superclass's annotation only so
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RateLimits {

  /** The limits. */
  RateLimited[] value();
}
