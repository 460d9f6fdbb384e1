package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a {@link LoginProtected} method that contains the username.
 *
 * <p>The username is the argument's {@code toString()} after the login's normalizer, so the
 * parameter's type must override {@code toString()}. {@code null} and blank texts are no username:
 * such an attempt needs a challenge.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface LoginUsername {}
