package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Quota;
import io.limitrate.Quota.CalendarWindow;
import io.limitrate.Quotas;
import io.limitrate.Quotas.InFlight;
import io.limitrate.internal.concurrent.BoundedMemo;
import java.math.BigInteger;
import java.time.Duration;

/**
 * Counts this node's share of each quota in a store of this process. The share also counts while
 * the shared store decides, so there is no burst when the shared store fails and the share has to
 * decide.
 */
final class LocalShare {
  private static final long LONGEST_WINDOW_NANOS = Duration.ofDays(3650).toNanos();

  private final Store store;
  private final int nodes;
  private final BoundedMemo<CountedQuotas, CountedQuotas> shares = new BoundedMemo<>();

  LocalShare(Store store, int nodes) {
    if (nodes < 1) {
      throw new IllegalArgumentException("nodes " + nodes + ": must be at least 1");
    }
    this.store = store;
    this.nodes = nodes;
  }

  /** Applies the same transition with this node's share of the quotas. */
  Decision apply(Key key, Transition<Decision> transition) {
    return store.apply(key, transition.by(share(transition.quotas())));
  }

  /** Forgets what this node's share has counted for a key. */
  void reset(Key key, CountedQuotas quotas, long nowNanos) {
    store.reset(key, share(quotas), nowNanos);
  }

  private CountedQuotas share(CountedQuotas quotas) {
    return shares.get(quotas, this::newShare).withDrift(quotas.driftNanos());
  }

  private CountedQuotas newShare(CountedQuotas quotas) {
    return CountedQuotas.of(Quotas.of(quotas.list().stream().map(this::share).toList()));
  }

  /** Returns the share of a quota, at least one unit. A window of the calendar stays as it is. */
  private Quota share(Quota quota) {
    long limit = Math.max(1, quota.limit() / nodes);
    if (quota instanceof CalendarWindow all) {
      return new CalendarWindow(limit, all.unit(), all.anchor(), all.zone());
    }
    if (quota instanceof InFlight all) {
      return new InFlight(limit, all.longest());
    }
    long capacity = Math.max(1, quota.capacity() / nodes);
    return quota.kind().quota(limit, window(quota, limit), capacity);
  }

  /**
   * Returns the window of the share. If there are more nodes than units, each node has one unit in
   * a longer window.
   */
  private Duration window(Quota quota, long limit) {
    if (quota.limit() >= nodes) {
      return quota.window();
    }
    BigInteger nanos =
        BigInteger.valueOf(quota.window().toNanos())
            .multiply(BigInteger.valueOf(nodes))
            .multiply(BigInteger.valueOf(limit))
            .divide(BigInteger.valueOf(quota.limit()));
    return Duration.ofNanos(nanos.min(BigInteger.valueOf(LONGEST_WINDOW_NANOS)).longValue());
  }

  void close() {
    store.close();
  }
}
