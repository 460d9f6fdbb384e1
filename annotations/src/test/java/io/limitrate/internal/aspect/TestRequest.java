package io.limitrate.internal.aspect;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.engine.Ledger;
import org.jspecify.annotations.Nullable;

/** A request of a client with an address and a user. */
record TestRequest(Application application, Ledger ledger, String address, @Nullable String user)
    implements ApplicationCall {

  TestRequest(ApplicationRuntime limitrate, String address) {
    this(limitrate.application(), new Ledger(), address, null);
  }
}
