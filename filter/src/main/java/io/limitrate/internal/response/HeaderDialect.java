package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.Ledger;
import io.limitrate.Verdict;
import io.limitrate.internal.login.ClosedLogin;
import java.util.List;

/** One family of response headers that tell a client where it stands. Immutable and thread-safe. */
sealed interface HeaderDialect permits XRateLimitDialect, IetfDialect {

  /** The names of the headers that it writes. */
  List<String> names();

  /**
   * Writes the headers.
   *
   * @param verdict the last verdict, which knows the time
   * @param ledger all that the request was charged
   * @param tightest the charge of the ledger that constrains the client most
   */
  void write(Verdict verdict, Ledger ledger, Charge tightest, HeaderSink sink);

  /** Writes that nothing is left of what a login permits, in place of what policies permit. */
  void write(ClosedLogin login, HeaderSink sink);
}
