package io.limitrate.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.annotation.RateLimits;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;

/**
 * Lets CDI enforce {@link RateLimited} on business methods of beans that are not woven.
 *
 * <p>CDI sees an annotation on the method itself, and on the bean's class or a superclass, but none
 * on an interface or on a method that the bean's overrides. A call on {@code this} does not pass by
 * the container, and so is not limited.
 */
public final class InterceptorExtension implements Extension {

  /** An extension, for CDI to make. */
  public InterceptorExtension() {}

  void add(@Observes BeforeBeanDiscovery discovery) {
    discovery.addInterceptorBinding(Limited.class);
    discovery.addAnnotatedType(RateLimitInterceptor.class, RateLimitInterceptor.class.getName());
  }

  /** All types are looked at, for a bean may inherit what is limited. */
  <T> void bind(@Observes ProcessAnnotatedType<T> event) {
    AnnotatedType<T> type = event.getAnnotatedType();
    if (isLimited(type)) {
      event.configureAnnotatedType().add(Limited.Literal.INSTANCE);
    } else if (type.getMethods().stream().anyMatch(InterceptorExtension::isLimited)) {
      event
          .configureAnnotatedType()
          .filterMethods(InterceptorExtension::isLimited)
          .forEach(method -> method.add(Limited.Literal.INSTANCE));
    }
  }

  private static boolean isLimited(Annotated annotated) {
    return annotated.isAnnotationPresent(RateLimited.class)
        || annotated.isAnnotationPresent(RateLimits.class);
  }
}
