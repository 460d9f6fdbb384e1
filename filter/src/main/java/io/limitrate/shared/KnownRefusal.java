package io.limitrate.shared;

import io.limitrate.Decision;
import io.limitrate.Quotas;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that holds until its time is over: calls that cost as much are refused without asking.
 * Others may give units back in between, so it is looked at again once a second, while it answers
 * on. Thread-safe; its value is when it was last looked at.
 */
final class KnownRefusal extends AtomicLong {
  private static final long serialVersionUID = 1L;
  private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final transient Quotas quotas;
  private final long cost;
  private final transient Decision.Rejected decision;
  private final long atNanos;

  KnownRefusal(Quotas quotas, long cost, Decision.Rejected decision, long atNanos) {
    super(atNanos);
    this.quotas = quotas;
    this.cost = cost;
    this.decision = decision;
    this.atNanos = atNanos;
  }

  /** The refusal of a call, if it is refused for the same reason still. */
  @Nullable Decision answer(Quotas asked, long asks, long nowNanos) {
    long elapsed = Math.max(0, nowNanos - atNanos);
    if (!asked.equals(quotas) || asks < cost || elapsed >= decision.waitNanos()) {
      return null;
    }
    boolean never = decision.waitNanos() == Decision.NEVER;
    return new Decision.Rejected(
        decision.quota(),
        decision.remaining(),
        Math.max(0, decision.resetNanos() - elapsed),
        never ? Decision.NEVER : decision.waitNanos() - elapsed);
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
