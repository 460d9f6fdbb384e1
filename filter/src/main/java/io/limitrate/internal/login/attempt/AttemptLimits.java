package io.limitrate.internal.login.attempt;

import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;

/**
 * The limits on attempts of a client that may be guessing, as a store counts them.
 *
 * @param login the limits as the settings of a login state them
 * @param consecutive the number of consecutive failures that are remembered for months, 0 for none
 * @param tag the mark of the states, which tells later what a state counts
 */
record AttemptLimits(LoginLimits login, int consecutive, int tag) {

  /** Returns the limits of one of {@code nodes} nodes: a fraction of each limit, and at least 1. */
  AttemptLimits share(int nodes) {
    LoginLimits shared =
        new LoginLimits(
            share(login.attempts(), nodes),
            share(login.failures(), nodes),
            share(login.challenge(), nodes),
            login.block(),
            login.spraying());
    return new AttemptLimits(shared, consecutive, tag);
  }

  private static Limit share(Limit limit, int nodes) {
    return limit.none() ? limit : new Limit(Math.max(1, limit.limit() / nodes), limit.window());
  }

  /**
   * Returns how near a state is to a block, from 0 to 100. A full store evicts the states that are
   * least near.
   *
   * @return 100 during a block; 99 while an earlier block makes the next block longer, or while
   *     each attempt needs a challenge; otherwise the used percentage of the limit that is used
   *     most, at most 98
   */
  int nearness(AttemptState state, long nowNanos) {
    long sinceBlockNanos = nowNanos - state.blockedUntilNanos();
    if (state.blockedUntilNanos() != 0 && sinceBlockNanos < 0) {
      return 100;
    }
    boolean escalates = state.blocks() > 0 && sinceBlockNanos < memoryNanos();
    if (escalates || state.suspectUntilNanos() > nowNanos) {
      return 99;
    }
    int pending = state.pending().size();
    int nearest = used(state.attempts(), 0, login.attempts(), nowNanos);
    nearest = Math.max(nearest, used(state.failures(), pending, login.failures(), nowNanos));
    nearest = Math.max(nearest, used(state.failures(), 0, login.challenge(), nowNanos));
    nearest = Math.max(nearest, used(state.names(), 0, login.spraying().names(), nowNanos));
    return Math.max(nearest, percentage(state.consecutive(), consecutive));
  }

  private static int used(TimestampLog marks, int more, Limit limit, long nowNanos) {
    return percentage(marks.count(nowNanos, limit) + more, limit.limit());
  }

  private static int percentage(long count, int limit) {
    return limit == 0 ? 0 : (int) Math.min(98, 100 * count / limit);
  }

  /** Returns the longest time in nanoseconds during which a state has an effect. */
  long retentionNanos() {
    long nanos = Math.max(longestBlockNanos() + memoryNanos(), failureWindowNanos());
    nanos = Math.max(nanos, Math.max(sprayingNanos(), AttemptAlgorithm.PENDING_NANOS));
    return consecutive > 0 ? Math.max(nanos, AttemptDraft.CONSECUTIVE_NANOS) : nanos;
  }

  long longestBlockNanos() {
    long windowNanos = Math.max(nanos(login.attempts()), nanos(login.failures()));
    return Math.max(login.block().longest().toNanos(), windowNanos);
  }

  /** Returns the duration of the block after the given number of earlier blocks. */
  long blockNanos(int earlier) {
    Block block = login.block();
    long mostNanos = block.longest().toNanos();
    long nanos = block.duration().toNanos();
    for (int i = 0; i < earlier && nanos < mostNanos && block.factor() > 1; i++) {
      nanos = nanos > mostNanos / block.factor() ? mostNanos : nanos * block.factor();
    }
    return nanos;
  }

  /** Returns the time after a block during which the next block lasts longer. */
  long memoryNanos() {
    return login.block().memory().toNanos();
  }

  /** Returns the time during which a failure counts. */
  long failureWindowNanos() {
    return Math.max(nanos(login.failures()), nanos(login.challenge()));
  }

  /** Returns the time during which a name that failed counts, and a suspicion lasts. */
  long sprayingNanos() {
    return nanos(login.spraying().names());
  }

  /** Returns the number of failures that have to be remembered. */
  int mostFailures() {
    return Math.max(login.failures().limit(), login.challenge().limit());
  }

  private static long nanos(Limit limit) {
    return limit.window().toNanos();
  }
}
