package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Holds several {@link RateLimited} annotations, which hold together. The compiler writes this
 * annotation for repeated annotations.
 */
@Documented
@Inherited // AspectJ sees the annotation of a superclass only if the annotation is inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RateLimits {

  /** Returns the annotations. */
  RateLimited[] value();
}
