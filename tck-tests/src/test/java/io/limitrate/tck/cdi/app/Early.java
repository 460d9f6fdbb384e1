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
  private boolean early;

  @Inject
  void limiter(Limiter injected) {
    limiter = injected;
  }

  void on(@Observes @Initialized(ApplicationScoped.class) Object event) {
    early = true;
  }

  boolean hasTheLimiterOfTheFilter() {
    return early && limiter == Limitrate.current().limiter();
  }
}
