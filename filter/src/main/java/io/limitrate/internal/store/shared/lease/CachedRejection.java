package io.limitrate.internal.store.shared.lease;

import io.limitrate.Decision;
import io.limitrate.internal.engine.CountedQuotas;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A rejection that this node has cached: until its wait is over, the node rejects calls of the same
 * or a higher cost without a round trip. Other nodes may return units meanwhile, so the node
 * refreshes the rejection once a second while calls arrive. Thread-safe; the value is the time of
 * the last refresh.
 */
public final class CachedRejection extends AtomicLong {
  private static final long serialVersionUID = 1L;

  /** The cost of an attempt. */
  public static final long ATTEMPT = 1;

  private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final transient CountedQuotas quotas;
  private final long cost;
  private final transient Decision rejection;
  private final long waitNanos;
  private final long atNanos;

  public CachedRejection(
      CountedQuotas quotas, long cost, Decision.Rejected rejected, long atNanos) {
    this(quotas, cost, rejected, rejected.waitNanos(), atNanos);
  }

  /** Creates the rejection of a blocked attempt. */
  public CachedRejection(CountedQuotas quotas, Decision.Attempted blocked, long atNanos) {
    this(quotas, ATTEMPT, blocked, blocked.status().waitNanos(), atNanos);
  }

  private CachedRejection(
      CountedQuotas quotas, long cost, Decision rejection, long waitNanos, long atNanos) {
    super(atNanos);
    this.quotas = quotas;
    this.cost = cost;
    this.rejection = rejection;
    this.waitNanos = waitNanos;
    this.atNanos = atNanos;
  }

  /** Returns the rejection of a call, or {@code null} when the shared state has to decide. */
  public @Nullable Decision answer(CountedQuotas requested, long askedCost, long nowNanos) {
    long elapsed = Math.max(0, nowNanos - atNanos);
    if (!requested.equals(quotas) || askedCost < cost || elapsed >= waitNanos) {
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

  /** Returns whether a refresh is due; true for one caller each time. */
  public boolean claimRefresh(long nowNanos) {
    long last = get();
    return nowNanos - last >= REFRESH_NANOS && compareAndSet(last, nowNanos);
  }

  public long cost() {
    return cost;
  }
}
