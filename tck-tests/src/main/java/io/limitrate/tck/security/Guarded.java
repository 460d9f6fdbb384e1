package io.limitrate.tck.security;

import io.limitrate.cdi.GuardedIdentityStoreHandler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;

/** The only class that an application writes to guard Jakarta Security. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class Guarded extends GuardedIdentityStoreHandler {

  /** Creates the handler. The container calls this constructor. */
  public Guarded() {
    super("main");
  }
}
