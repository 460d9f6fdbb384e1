package io.limitrate.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.annotation.RateLimits;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.util.Nonbinding;
import java.lang.annotation.Annotation;

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

  void bind(@Observes BeforeBeanDiscovery discovery) {
    declare(discovery, RateLimited.class);
    declare(discovery, RateLimits.class);
    add(discovery, RateLimitInterceptor.class);
    add(discovery, RateLimitsInterceptor.class);
  }

  /**
   * By code, so that the annotations are free of CDI. Which limit it is binds to no interceptor.
   */
  private static <A extends Annotation> void declare(
      BeforeBeanDiscovery discovery, Class<A> binding) {
    discovery
        .configureInterceptorBinding(binding)
        .methods()
        .forEach(member -> member.add(Nonbinding.Literal.INSTANCE));
  }

  private static void add(BeforeBeanDiscovery discovery, Class<?> interceptor) {
    discovery.addAnnotatedType(interceptor, interceptor.getName());
  }
}
