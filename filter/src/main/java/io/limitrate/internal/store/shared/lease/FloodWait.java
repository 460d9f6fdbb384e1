package io.limitrate.internal.store.shared.lease;

import io.limitrate.Decision;
import io.limitrate.Decision.Rejected;
import io.limitrate.Quota;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes how long a node rejects calls by itself after an answer of the shared state. A token
 * bucket may regain a unit within microseconds. In a flood, a node that asks for each such unit
 * saturates the store; a node that waits finds enough units for a lease.
 */
public final class FloodWait {
  /** A rejection holds for at least this part of a lease's life. */
  private static final int LEAST_PART = 16;

  /** In a flood, each wait is at most so many times as long as the last one. */
  private static final int MOST_GROWTH = 3;

  /** The lower digits of the time spread the waits, so that nodes do not ask in a fixed order. */
  private static final int SPREAD = 1_024;

  private FloodWait() {}

  /**
   * Returns the least wait of a rejection: a 16th of a lease's life. In a flood the wait is spread
   * between this time and three times the last wait, up to the life of a lease.
   *
   * @param last the last rejection that the node has cached
   */
  public static long leastNanos(
      @Nullable CachedRejection last, CountedQuotas quotas, long nowNanos) {
    if (!quotas.leasable()) {
      return 0;
    }
    long lifeNanos = quotas.leaseNanos();
    long leastNanos = lifeNanos / LEAST_PART;
    if (halfInflow(quotas) == 0 || last == null || !last.isShortAndRecent(lifeNanos, nowNanos)) {
      return leastNanos;
    }
    long mostNanos = Math.max(leastNanos, Math.min(MOST_GROWTH * last.waitNanos(), lifeNanos));
    return leastNanos + (mostNanos - leastNanos) / SPREAD * Math.floorMod(nowNanos, SPREAD);
  }

  /** Extends a short wait. */
  public static Rejected extended(Rejected rejected, long leastNanos) {
    return rejected.waitNanos() >= leastNanos
        ? rejected
        : new Rejected(rejected.quota(), rejected.remaining(), rejected.resetNanos(), leastNanos);
  }

  /**
   * Returns the rejection of calls after the granted lease is used up, if the token bucket has less
   * than flows in during half of a lease's life; otherwise {@code null}.
   */
  public static @Nullable Rejected after(Outcome outcome, CountedQuotas quotas, long leastNanos) {
    long enough = halfInflow(quotas);
    List<Object> answers = outcome.answers();
    if (enough == 0 || answers.isEmpty()) {
      return null;
    }
    Decision seen =
        outcome.grant() == null
            ? (Decision) answers.get(answers.size() - 1)
            : outcome.grant().seen();
    return seen.remaining() < enough
        ? new Rejected(seen.quota(), 0, seen.resetNanos(), leastNanos)
        : null;
  }

  /** Returns the units that flow in during half of a lease's life; 0 if a quota has windows. */
  private static long halfInflow(CountedQuotas quotas) {
    if (!quotas.leasable()) {
      return 0;
    }
    long least = Long.MAX_VALUE;
    for (Quota quota : quotas.list()) {
      least = Math.min(least, halfInflow(quota, quotas.leaseNanos()));
    }
    return least;
  }

  private static long halfInflow(Quota quota, long lifeNanos) {
    return quota.kind() == Quota.Kind.TOKEN_BUCKET
        ? (long) ((double) quota.limit() * lifeNanos / quota.window().toNanos() / 2)
        : 0;
  }
}
