package io.limitrate.tck.app.cdi;

import io.limitrate.annotation.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A stereotype whose limit applies to its beans. */
@Stereotype
@ApplicationScoped
@RateLimited("2/1h")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Thrifty {}
