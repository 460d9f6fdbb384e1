package io.limitrate.tck.security;

import io.limitrate.cdi.GuardedIdentityStoreHandler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;

/** All that an application writes to be guarded. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class Guarded extends GuardedIdentityStoreHandler {

  /** For the container. */
  public Guarded() {
    super("main");
  }
}
