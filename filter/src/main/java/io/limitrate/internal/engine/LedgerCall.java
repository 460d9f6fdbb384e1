package io.limitrate.internal.engine;

import io.limitrate.Call;

/**
 * A call that has a ledger: a request, or an invocation that is part of a request and shares its
 * ledger. The limiter charges a {@link Call} of any other type each time it checks the call.
 */
public interface LedgerCall extends Call {

  /** Returns the charges of this call. */
  Ledger ledger();

  /**
   * Returns whether this is an invocation of an annotated method instead of a whole request. A
   * policy is charged once for a request and once for every invocation. The charge of the request
   * covers the first invocation.
   */
  default boolean invocation() {
    return false;
  }

  /**
   * Returns the class of this call. Only a call that has to wait for its turn is asked, and a call
   * of a policy with a reserve.
   */
  default Precedence precedence() {
    return Precedence.FIRST;
  }

  @Override
  default boolean settle(String policy, long used) {
    return ledger().settle(policy, used);
  }
}
