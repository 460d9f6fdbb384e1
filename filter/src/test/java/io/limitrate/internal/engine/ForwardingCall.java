package io.limitrate.internal.engine;

/** A call with a ledger and without parts; tests override the parts. */
class ForwardingCall implements LedgerCall {
  private final Ledger ledger = new Ledger();

  @Override
  public final Ledger ledger() {
    return ledger;
  }
}
