package io.limitrate.tck.app.cdi;

import io.limitrate.annotation.RateLimited;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An annotation for methods with a limit as a meta-annotation. */
@RateLimited("2/1h")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Frugal {}
