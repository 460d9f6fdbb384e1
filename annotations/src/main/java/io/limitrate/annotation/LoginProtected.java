package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Protects a method that checks a password. Each call is an attempt at a login of limitrate.yaml.
 * An application uses this annotation where no path identifies the login.
 *
 * <pre>{@code
 * @LoginProtected
 * public boolean authenticate(@LoginUsername String name, char[] password)
 * }</pre>
 *
 * <p>The method's result is the outcome of the attempt. For a {@link
 * java.util.concurrent.CompletionStage}, the value with which the stage completes is the result:
 *
 * <ul>
 *   <li>{@code true} and an {@link java.util.Optional} with a value are a success;
 *   <li>{@code false}, an empty {@code Optional} and {@code null} are a failure;
 *   <li>the login's {@code outcome} classifies a response of JAX-RS;
 *   <li>a {@link javax.security.auth.login.LoginException}, a {@link SecurityException} and
 *       JAX-RS's {@code NotAuthorizedException} are a failure. An exception whose class is exactly
 *       {@code ServletException} is a failure too, because {@code HttpServletRequest.login()}
 *       throws this exception.
 * </ul>
 *
 * <p>Any other result has an unknown outcome and counts as a failure. There are two exceptions: the
 * method has reported the outcome by {@link io.limitrate.servlet.LoginOutcome}, or the request is
 * an attempt whose outcome the filter or the JAX-RS feature determines. Prefer the return types
 * {@code boolean} and {@code Optional}.
 *
 * <p>A rejected attempt ends with {@link io.limitrate.login.LoginRejectedException}. A servlet or
 * JAX-RS resource that does not catch the exception answers 403, 429 or 503. A method that returns
 * a {@code CompletionStage} returns a failed stage. AspectJ enforces the annotation in woven
 * classes. The JAX-RS feature enforces the annotation on JAX-RS resource methods, also without
 * weaving.
 *
 * <p>When the filter has permitted the request as an attempt at the same login, the first call for
 * the request's username belongs to that attempt. Each further call is a new attempt, and so is a
 * call for another username.
 *
 * <p>The nearest annotation counts: first the method's own, then the annotation of the overridden
 * method in the nearest superclass, then the annotation in interfaces. AspectJ sees only the
 * method's own annotation. An annotation of the application that has this annotation as a
 * meta-annotation counts as this annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface LoginProtected {

  /** Returns the login's name in limitrate.yaml. The login needs no paths. */
  String value() default "main";
}
