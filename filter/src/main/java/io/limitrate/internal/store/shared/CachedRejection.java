package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Quotas;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A rejection that holds until its time is over: calls that cost as much are rejected without
 * asking. Others may give units back in between, so it is looked at again once a second, while it
 * answers on. Thread-safe; its value is when it was last looked at.
 */
final class CachedRejection extends AtomicLong {
  private static final long serialVersionUID = 1L;

  /** What an attempt costs. */
  static final long ATTEMPT = 1;

  private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final transient Quotas quotas;
  private final long cost;
  private final transient Decision rejection;
  private final long waitNanos;
  private final long atNanos;

  CachedRejection(Quotas quotas, long cost, Decision.Rejected rejected, long atNanos) {
    this(quotas, cost, rejected, rejected.waitNanos(), atNanos);
  }

  /** That one is blocked. */
  CachedRejection(Quotas quotas, Decision.Attempted blocked, long atNanos) {
    this(quotas, ATTEMPT, blocked, blocked.status().waitNanos(), atNanos);
  }

  private CachedRejection(
      Quotas quotas, long cost, Decision rejection, long waitNanos, long atNanos) {
    super(atNanos);
    this.quotas = quotas;
    this.cost = cost;
    this.rejection = rejection;
    this.waitNanos = waitNanos;
    this.atNanos = atNanos;
  }

  /** The rejection of a call, if it is rejected for the same reason still. */
  @Nullable Decision answer(Quotas asked, long asks, long nowNanos) {
    long elapsed = Math.max(0, nowNanos - atNanos);
    if (!asked.equals(quotas) || asks < cost || elapsed >= waitNanos) {
      return null;
    }
    return rejection instanceof Decision.Attempted blocked
        ? new Decision.Attempted(blocked.quota(), blocked.status().later(elapsed))
        : new Decision.Rejected(
            rejection.quota(),
            rejection.remaining(),
            Math.max(0, rejection.resetNanos() - elapsed),
            waitNanos == Decision.NEVER ? Decision.NEVER : waitNanos - elapsed);
  }

  /** Whether it is time to look again: true for one caller each time. */
  boolean claimRefresh(long nowNanos) {
    long last = get();
    return nowNanos - last >= REFRESH_NANOS && compareAndSet(last, nowNanos);
  }

  long cost() {
    return cost;
  }
}
