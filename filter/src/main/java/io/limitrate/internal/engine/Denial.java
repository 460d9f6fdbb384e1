package io.limitrate.internal.engine;

/** The execution of a call that the deny list rejects. No policy has counted the call. */
public final class Denial extends Execution {
  private final int status;

  Denial(boolean invocation, int status) {
    super(invocation, (LedgerCharge) null);
    this.status = status;
  }

  /** Returns the HTTP status of the rejection. */
  public int status() {
    return status;
  }

  @Override
  public boolean permitted() {
    return false;
  }

  @Override
  public String toString() {
    return "rejected by the deny list";
  }
}
