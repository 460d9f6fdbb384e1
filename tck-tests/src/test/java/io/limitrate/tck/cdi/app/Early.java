package io.limitrate.tck.cdi.app;

import io.limitrate.Limiter;
import io.limitrate.runtime.Limitrate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Gets the limiter before any filter exists. */
@ApplicationScoped
public class Early {
  private Limiter limiter;

  @Inject
  void limiter(Limiter injected) {
    limiter = injected;
  }

  void on(@Observes @Initialized(ApplicationScoped.class) Object event) {
    limiter.toString(); // the event makes the bean
  }

  boolean hasTheLimiterOfTheFilter() {
    return limiter == Limitrate.current().limiter();
  }
}
