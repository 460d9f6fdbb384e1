package io.limitrate.internal.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.annotation.RateLimits;
import io.limitrate.internal.declaration.Composed;
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
 * <p>CDI itself sees an annotation on the method and on the bean's class or a superclass. Those
 * that other annotations carry, such as stereotypes, and those of interfaces and overridden methods
 * are bound here. A call on {@code this} does not pass by the container, and so is not limited.
 */
public final class InterceptorExtension implements Extension {
  private final Declaring declaring = new Declaring();

  /** An extension, for CDI to make. */
  public InterceptorExtension() {}

  void add(@Observes BeforeBeanDiscovery discovery) {
    discovery.addInterceptorBinding(Limited.class);
    discovery.addAnnotatedType(RateLimitInterceptor.class, RateLimitInterceptor.class.getName());
  }

  /** All types are looked at, for a bean may inherit what is limited. */
  <T> void bind(@Observes ProcessAnnotatedType<T> event) {
    AnnotatedType<T> type = event.getAnnotatedType();
    Class<T> bean = type.getJavaClass();
    if (isLimited(type)) {
      event.configureAnnotatedType().add(Limited.Literal.INSTANCE);
    } else if (declaring.anywhere(bean)) {
      event
          .configureAnnotatedType()
          .filterMethods(method -> BusinessMethods.limited(bean, method.getJavaMember()))
          .forEach(method -> method.add(Limited.Literal.INSTANCE));
    }
  }

  private static boolean isLimited(Annotated annotated) {
    return annotated.getAnnotations().stream()
        .map(annotation -> annotation.annotationType())
        .anyMatch(
            type ->
                type == RateLimited.class
                    || type == RateLimits.class
                    || Composed.has(type, RateLimited.class));
  }

  <T> void find(@Observes ProcessManagedBean<T> event) {
    Class<?> bean = event.getAnnotatedBeanClass().getJavaClass();
    if (declaring.anywhere(bean)) {
      Beans.add(bean);
      Unintercepted.warn(bean);
    }
  }

  void end(@Observes AfterDeploymentValidation event) {
    declaring.forget();
  }
}
