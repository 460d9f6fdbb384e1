package io.limitrate;

/** A call with a ledger and without parts; tests override the parts. */
class ForwardingCall implements Call {
  private final Ledger ledger = new Ledger();

  @Override
  public final Ledger ledger() {
    return ledger;
  }
}
