package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a {@link LoginProtected} method that is the username.
 *
 * <p>The argument counts by its {@code toString()}, so its type has to have one of its own, in the
 * one spelling that the login's normaliser makes of it. {@code null} and blanks are no username:
 * such an attempt takes a challenge.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface LoginUsername {}
