package io.limitrate.annotation;

import io.limitrate.Quota;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how often a method may be called, or every public method of a class, which then share one
 * limit.
 *
 * <pre>{@code
 * @RateLimited("10/1m")                    // per user, or per address where there is no user
 * @RateLimited("10/1m, 1000/1d")           // both hold
 * @RateLimited(value = "1000/1s", key = "global")
 * @RateLimited(policy = "llm")             // as configured in limitrate.yaml
 * }</pre>
 *
 * <p>A rejected call ends with {@link io.limitrate.RateLimitExceededException}, which becomes a 429
 * on the way out of a servlet or a JAX-RS resource; a method that returns a {@link
 * java.util.concurrent.CompletionStage} returns a failed one. Enforced where the class is woven by
 * AspectJ and, without weaving, on JAX-RS resource methods by the JAX-RS feature, and on business
 * methods of CDI beans by an interceptor.
 *
 * <p>Which annotation counts: the method's own, else that of the method it overrides, in the
 * nearest superclass first, then in interfaces; else the class's, its superclasses', its
 * interfaces' (as JAX-RS 3.1 section 3.6 looks for its own). The first place that has any counts
 * alone. AspectJ does not see annotations on methods of interfaces; the JAX-RS feature and the
 * interceptor do. An annotation of the application that carries this one, such as a CDI stereotype,
 * counts as this one at each place where it stands.
 *
 * <p>The policy of an annotation is named after its place, {@code com.acme.Products.get} or {@code
 * com.acme.Products}; {@code #2} is appended for the second of one place, and the parameters'
 * types, {@code (int,String)}, where several methods of the name are annotated. A policy of this
 * name in limitrate.yaml replaces it.
 */
@Documented
@Inherited // AspectJ sees a superclass's annotation only so
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(RateLimits.class)
public @interface RateLimited {

  /** Quotas that hold together, such as {@code "10/1m, 1000/1d"}; or else {@link #policy}. */
  String value() default "";

  /** The name of a policy configured in limitrate.yaml; or else {@link #value}. */
  String policy() default "";

  /**
   * Who is counted, in the form of {@link io.limitrate.KeySpec}; only with {@link #value}. By
   * default the {@link RateLimitKey} parameters, if any, and the user, or without one the client's
   * address; outside of HTTP, where there is neither, everyone together. Parts {@code form:} and
   * {@code json:} are left to rules, which see the request before its body is read.
   */
  String key() default "";

  /**
   * The units that a call takes, at least 0; only without a {@link RateLimitCost} parameter of the
   * policy, or for {@code null} arguments of such a parameter. Of a configured policy, 1 leaves the
   * cost as configured.
   */
  long cost() default 1;

  /** What counts the quotas that name no algorithm; only with a {@link #value} that has any. */
  Quota.Kind algorithm() default Quota.Kind.TOKEN_BUCKET;
}
