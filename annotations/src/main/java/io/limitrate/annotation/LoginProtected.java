package io.limitrate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Protects a method that checks a password: each call is an attempt at a login of limitrate.yaml.
 *
 * <pre>{@code
 * @LoginProtected
 * public boolean authenticate(@LoginUsername String name, char[] password)
 * }</pre>
 *
 * <p>What came of the attempt is told by what the method returns, or by the {@link
 * java.util.concurrent.CompletionStage} that it returns completes with:
 *
 * <ul>
 *   <li>{@code true}, or an {@link java.util.Optional} that is present, is a success;
 *   <li>{@code false}, an empty {@code Optional} or {@code null} is a failure;
 *   <li>a response of JAX-RS is what the login's {@code outcome} says of it;
 *   <li>a {@link javax.security.auth.login.LoginException}, a {@link SecurityException}, JAX-RS's
 *       {@code NotAuthorizedException} or just {@code ServletException}, which {@code
 *       HttpServletRequest.login()} throws, is a failure.
 * </ul>
 *
 * <p>Of all else nobody knows, and that counts as a failure, unless the method has said so by
 * {@link io.limitrate.servlet.LoginOutcome}, or the request is an attempt of which the filter or
 * the JAX-RS feature will know. So let a method return {@code boolean} or {@code Optional}.
 *
 * <p>An attempt that may not go on ends with {@link io.limitrate.login.LoginRejectedException},
 * which becomes a 403, 429 or 503 on the way out of a servlet or a JAX-RS resource; a method that
 * returns a {@code CompletionStage} returns a failed one. Enforced where the class is woven by
 * AspectJ and, without weaving, on JAX-RS resource methods by the JAX-RS feature.
 *
 * <p>A request that the filter has let in as an attempt at the same login is counted once: the
 * first call for its username is that attempt. Each further call, and one for another username, is
 * another.
 *
 * <p>The nearest annotation counts: the method's own, else that of the method it overrides, in the
 * nearest superclass first, then in interfaces. AspectJ sees the method's own only. An annotation
 * of the application that carries this one counts as this one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface LoginProtected {

  /** The login's name in limitrate.yaml, where it needs no paths. */
  String value() default "main";
}
