package io.limitrate.aspect;

import io.limitrate.Ledger;
import io.limitrate.runtime.ApplicationCall;
import io.limitrate.runtime.Limitrate;
import org.jspecify.annotations.Nullable;

/** A request of somebody. */
record TestRequest(Limitrate limitrate, Ledger ledger, String address, @Nullable String user)
    implements ApplicationCall {

  TestRequest(Limitrate limitrate, String address) {
    this(limitrate, new Ledger(), address, null);
  }
}
