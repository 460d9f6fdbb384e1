package io.limitrate.internal.engine;

import io.limitrate.Call;

/** The execution of a request that load shedding rejects. No policy has counted the request. */
public final class Shed extends Execution {
  private final long waitNanos;

  private Shed(long waitNanos) {
    super(false, (LedgerCharge) null);
    this.waitNanos = waitNanos;
  }

  /**
   * Returns the execution of a rejected request, and tells listeners and the log of rejections.
   *
   * @param priority the class of the request
   * @param waitNanos the time after which the client may try again
   */
  public static Shed of(StoreLimiter limiter, Call call, String priority, long waitNanos) {
    limiter.listeners.shed(call, priority);
    return new Shed(waitNanos);
  }

  /** Returns the time after which the client may try again. */
  public long waitNanos() {
    return waitNanos;
  }

  @Override
  public boolean permitted() {
    return false;
  }

  @Override
  public String toString() {
    return "rejected by load shedding";
  }
}
