package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.login.LoginHeaderValues;
import java.util.List;

/** One family of rate limit headers. Thread-safe. */
sealed interface HeaderDialect permits XRateLimitDialect, IetfDialect {

  /** Returns the names of the headers of this dialect. */
  List<String> names();

  /**
   * Writes the headers that describe the charges of a request.
   *
   * @param ledger all charges of the request
   * @param tightest the charge of the ledger that constrains the client most
   */
  void write(Ledger ledger, Charge tightest, HeaderSink sink);

  /**
   * Writes that a login permits no attempt now, and replaces the headers that describe policies.
   */
  void write(LoginHeaderValues login, HeaderSink sink);
}
