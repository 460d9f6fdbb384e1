package io.limitrate.internal.cdi;

import io.limitrate.cdi.LoginResult;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Adds the observer of {@link LoginResult}, without making a bean archive of our jar. */
public final class LoginExtension implements Extension {

  /** An extension, for CDI to make. */
  public LoginExtension() {}

  void addObserver(@Observes AfterBeanDiscovery discovery) {
    discovery
        .<LoginResult>addObserverMethod()
        .beanClass(LoginExtension.class)
        .observedType(LoginResult.class)
        .notifyWith(context -> Container.conclude(context.getEvent()));
  }
}
