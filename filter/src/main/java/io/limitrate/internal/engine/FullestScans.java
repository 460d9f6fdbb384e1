package io.limitrate.internal.engine;

import io.limitrate.internal.engine.ManualCounts.FullKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lists the fullest keys of policies by scans of the store: one scan at a time, and for each policy
 * at most one a second, however often and from however many threads a list is asked for.
 * Thread-safe.
 */
final class FullestScans {
  /** The most keys of a list. Each scan looks for so many, so that one result serves each list. */
  static final int MOST_KEYS = 1_000;

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Store store;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** The results of the last second, by the name of the policy. The lock guards them. */
  private final Map<String, Scan> scans = new HashMap<>();

  FullestScans(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The result of a scan; a reload of the policy ends it. */
  private record Scan(CountedPolicy policy, long atNanos, List<FullKey> keys) {}

  /** Returns the fullest keys of a policy, at most a second old. Waits for a running scan. */
  List<FullKey> list(CountedPolicy policy, int most) {
    List<FullKey> keys = keys(policy);
    return keys.subList(0, Math.min(most, keys.size()));
  }

  private List<FullKey> keys(CountedPolicy policy) {
    lock.lock();
    try {
      long nowNanos = clock.nanos();
      scans.values().removeIf(scan -> nowNanos - scan.atNanos >= FRESH_NANOS);
      Scan last = scans.get(policy.policy().name());
      if (last != null && last.policy == policy) {
        return last.keys;
      }
      List<FullKey> keys = scan(policy, nowNanos);
      scans.put(policy.policy().name(), new Scan(policy, nowNanos, keys));
      return keys;
    } finally {
      lock.unlock();
    }
  }

  private List<FullKey> scan(CountedPolicy policy, long nowNanos) {
    FullestKeys keys = new FullestKeys(policy, MOST_KEYS, nowNanos);
    store.forEachCount(policy.policy().name(), nowNanos, keys);
    return keys.list();
  }
}
