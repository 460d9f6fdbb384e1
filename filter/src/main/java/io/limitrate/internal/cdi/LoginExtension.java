package io.limitrate.internal.cdi;

import io.limitrate.cdi.LoginResult;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Adds the observer of {@link LoginResult}. The extension adds the observer, because Limitrate's
 * jar is no bean archive.
 */
public final class LoginExtension implements Extension {

  /** Creates an extension. CDI calls this constructor. */
  public LoginExtension() {}

  void addObserver(@Observes AfterBeanDiscovery discovery) {
    discovery
        .<LoginResult>addObserverMethod()
        .beanClass(LoginExtension.class)
        .observedType(LoginResult.class)
        .notifyWith(context -> Container.conclude(context.getEvent()));
  }
}
