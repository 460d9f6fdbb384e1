package io.limitrate;

/** A call with a ledger and no parts, for a test to add some. */
class ForwardingCall implements Call {
  private final Ledger ledger = new Ledger();

  @Override
  public final Ledger ledger() {
    return ledger;
  }
}
