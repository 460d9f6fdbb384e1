package io.limitrate.internal.login.attempt;

import io.limitrate.internal.login.attempt.AttemptStatus.Rank;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Limit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps all events and computes every answer from the beginning. */
final class AttemptOracle {
  private final LoginLimits limits;
  private final List<Long> attempts = new ArrayList<>();
  private final List<Long> failures = new ArrayList<>();
  private final Map<Integer, Long> pending = new LinkedHashMap<>();
  private final List<long[]> blocks = new ArrayList<>();
  private int consecutive;

  AttemptOracle(LoginLimits limits) {
    this.limits = limits;
  }

  private static long count(Iterable<Long> times, Limit allowance, long now) {
    long count = 0;
    for (long time : times) {
      count += now - time < allowance.window().toNanos() ? 1 : 0;
    }
    return count;
  }

  private static boolean full(List<Long> times, Limit allowance, long now) {
    return !allowance.none() && count(times, allowance, now) >= allowance.limit();
  }

  private long underWay(long now) {
    return pending.values().stream()
        .filter(time -> now - time < AttemptAlgorithm.PENDING_NANOS)
        .count();
  }

  private long blockedNanos(long now) {
    return blocks.isEmpty() ? 0 : Math.max(0, blocks.get(blocks.size() - 1)[1] - now);
  }

  AttemptStatus begin(int id, long now) {
    if (blockedNanos(now) > 0) {
      return status(Rank.BLOCKED, blockedNanos(now), false, now);
    }
    if (full(attempts, limits.attempts(), now) || full(failures, limits.failures(), now)) {
      blocks.add(new long[] {now, now + blockNanos(now)});
      return status(Rank.BLOCKED, blockedNanos(now), true, now);
    }
    Limit failing = limits.failures();
    if (!failing.none() && count(failures, failing, now) + underWay(now) >= failing.limit()) {
      return status(Rank.CROWDED, 1_000_000_000L, false, now);
    }
    boolean challenged = full(failures, limits.challenge(), now);
    attempts.add(now);
    if (!failing.none()) {
      pending.put(id, now);
    }
    return status(challenged ? Rank.CHALLENGED : Rank.ADMITTED, 0, false, now);
  }

  /** Returns the duration, which doubles for each earlier block in the row. */
  private long blockNanos(long now) {
    if (limits.block().duration().isZero()) {
      return Math.max(
          untilFewer(attempts, limits.attempts(), now),
          untilFewer(failures, limits.failures(), now));
    }
    int row = 0;
    long from = now;
    for (int i = blocks.size() - 1; i >= 0; i--) {
      if (from - blocks.get(i)[1] >= limits.block().memory().toNanos()) {
        break;
      }
      row++;
      from = blocks.get(i)[0];
    }
    long nanos = limits.block().duration().toNanos();
    for (int i = 0; i < row; i++) {
      nanos = Math.min(limits.block().longest().toNanos(), nanos * limits.block().factor());
    }
    return nanos;
  }

  private static long untilFewer(List<Long> times, Limit allowance, long now) {
    long wait = 0;
    while (!allowance.none() && full(times, allowance, now + wait)) {
      long oldest = Long.MAX_VALUE;
      for (long time : times) {
        if (now + wait - time < allowance.window().toNanos()) {
          oldest = Math.min(oldest, time);
        }
      }
      wait = oldest + allowance.window().toNanos() - now;
    }
    return wait;
  }

  void fail(int id, long now) {
    pending.remove(id);
    failures.add(now);
    consecutive++;
  }

  void succeed(int id) {
    pending.remove(id);
    failures.clear();
    blocks.clear();
    consecutive = 0;
  }

  void withdraw(int id) {
    pending.remove(id);
  }

  /** Returns the ids of the pending attempts. */
  Set<Integer> ids() {
    return new LinkedHashSet<>(pending.keySet());
  }

  private AttemptStatus status(Rank rank, long wait, boolean began, long now) {
    long left = Integer.MAX_VALUE;
    if (!limits.attempts().none()) {
      left = limits.attempts().limit() - count(attempts, limits.attempts(), now);
    }
    if (!limits.failures().none()) {
      left =
          Math.min(
              left,
              limits.failures().limit() - count(failures, limits.failures(), now) - underWay(now));
    }
    return new AttemptStatus(rank, wait, began, false, false, (int) Math.max(0, left), consecutive);
  }
}
