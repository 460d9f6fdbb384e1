package io.limitrate.internal.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.annotation.RateLimits;
import io.limitrate.internal.declaration.MetaAnnotations;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;

/**
 * Lets CDI enforce {@link RateLimited} on business methods of beans that are not woven.
 *
 * <p>CDI itself sees an annotation on the method, the bean's class and a superclass. This extension
 * binds the interceptor also for meta-annotations, such as stereotypes, and for annotations of
 * interfaces and overridden methods. A call on {@code this} does not pass through the container and
 * is not limited.
 */
public final class InterceptorExtension implements Extension {
  private final LimitDeclarations declarations = new LimitDeclarations();

  /** Creates an extension. CDI calls this constructor. */
  public InterceptorExtension() {}

  void add(@Observes BeforeBeanDiscovery discovery) {
    discovery.addInterceptorBinding(RateLimitBinding.class);
    discovery.addAnnotatedType(RateLimitInterceptor.class, RateLimitInterceptor.class.getName());
  }

  /** Binds the interceptor. Checks all types, because a bean may inherit limited methods. */
  <T> void bind(@Observes ProcessAnnotatedType<T> event) {
    AnnotatedType<T> type = event.getAnnotatedType();
    Class<T> bean = type.getJavaClass();
    if (isLimited(type)) {
      event.configureAnnotatedType().add(RateLimitBinding.Literal.INSTANCE);
    } else if (declarations.exist(bean)) {
      event
          .configureAnnotatedType()
          .filterMethods(method -> InterceptedMethods.limited(bean, method.getJavaMember()))
          .forEach(method -> method.add(RateLimitBinding.Literal.INSTANCE));
    }
  }

  private static boolean isLimited(Annotated annotated) {
    return annotated.getAnnotations().stream()
        .map(annotation -> annotation.annotationType())
        .anyMatch(
            type ->
                type == RateLimited.class
                    || type == RateLimits.class
                    || MetaAnnotations.has(type, RateLimited.class));
  }

  <T> void find(@Observes ProcessManagedBean<T> event) {
    Class<?> bean = event.getAnnotatedBeanClass().getJavaClass();
    if (declarations.exist(bean)) {
      BeanTypes.add(bean);
      UninterceptedMethods.warn(bean);
    }
  }

  void end(@Observes AfterDeploymentValidation event) {
    declarations.clear();
  }
}
