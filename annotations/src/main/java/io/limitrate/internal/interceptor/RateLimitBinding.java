package io.limitrate.internal.interceptor;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds the interceptor in place of the limit annotations, because OpenWebBeans rejects a method
 * with two limit annotations as bindings.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface RateLimitBinding {

  /** The instance of the annotation. */
  final class Literal extends AnnotationLiteral<RateLimitBinding> implements RateLimitBinding {
    static final Literal INSTANCE = new Literal();

    private static final long serialVersionUID = 1L;

    private Literal() {}
  }
}
