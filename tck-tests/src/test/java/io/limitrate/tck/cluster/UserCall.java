package io.limitrate.tck.cluster;

import io.limitrate.Call;
import io.limitrate.Ledger;

/** A call of a user. */
record UserCall(Ledger ledger, String user) implements Call {

  UserCall(String user) {
    this(new Ledger(), user);
  }
}
