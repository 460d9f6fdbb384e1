package io.limitrate.tck.cdi.app;

import io.limitrate.cdi.GuardedIdentityStoreHandler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** The only class that an application writes to guard Jakarta Security. */
@Alternative
@Priority(1)
@ApplicationScoped
public class Guarded extends GuardedIdentityStoreHandler {
  public Guarded() {
    super("main");
  }
}
