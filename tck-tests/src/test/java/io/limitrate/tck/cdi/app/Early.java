package io.limitrate.tck.cdi.app;

import io.limitrate.Limiter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

/** Is there before any filter. */
@ApplicationScoped
public class Early {
  private volatile String told = "";

  void on(@Observes @Initialized(ApplicationScoped.class) Object event, Instance<Limiter> limiter) {
    try {
      told = limiter.get().getClass().getName();
    } catch (IllegalStateException e) {
      told = String.valueOf(e.getMessage());
    }
  }

  String told() {
    return told;
  }
}
