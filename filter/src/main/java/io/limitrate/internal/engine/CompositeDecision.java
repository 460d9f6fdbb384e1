package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.Algorithm;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import org.jspecify.annotations.Nullable;

/** The steps of calls that take their units from several quotas, and their decisions. */
final class CompositeDecision {
  private CompositeDecision() {}

  /**
   * Takes units from all quotas or from none. A rejection charges nothing, but it corrects states
   * that a clock has set too far ahead.
   *
   * @param sparedPercent the part of each quota that stays available; 0 for nothing
   */
  static Step<Decision> acquire(
      Algorithm[] algorithms, @Nullable State state, long cost, int sparedPercent, long nowNanos) {
    if (algorithms.length == 1) {
      State part = CompositeState.part(state, 0);
      return acquire(algorithms[0], part, cost, sparedPercent, nowNanos);
    }
    @Nullable State[] parts = new State[algorithms.length];
    Decision[] decisions = new Decision[algorithms.length];
    for (int i = 0; i < parts.length; i++) {
      State part = CompositeState.part(state, i);
      Step<Decision> step = acquire(algorithms[i], part, cost, sparedPercent, nowNanos);
      parts[i] = step.next();
      decisions[i] = step.answer();
    }
    Decision decision = of(decisions);
    return decision.permitted()
        ? new Step<>(next(state, parts), decision)
        : new Step<>(acquire(algorithms, state, 0, 0, nowNanos).next(), decision);
  }

  private static Step<Decision> acquire(
      Algorithm algorithm, @Nullable State part, long cost, int sparedPercent, long nowNanos) {
    return sparedPercent == 0
        ? algorithm.acquire(part, cost, nowNanos)
        : algorithm.acquireSparing(part, cost, sparedPercent, nowNanos);
  }

  /** Replaces reserved units by actual units in all quotas. */
  static @Nullable State settle(
      Algorithm[] algorithms,
      @Nullable State state,
      long reserved,
      long actual,
      long chargedAtNanos,
      long nowNanos) {
    @Nullable State[] parts = new State[algorithms.length];
    for (int i = 0; i < parts.length; i++) {
      State part = CompositeState.part(state, i);
      parts[i] = algorithms[i].settle(part, reserved, actual, chargedAtNanos, nowNanos);
    }
    return CompositeState.of(parts);
  }

  /** Returns whether the state has no effect on any of the quotas. */
  static boolean idle(Algorithm[] algorithms, State state, long nowNanos) {
    for (int i = 0; i < algorithms.length; i++) {
      State part = CompositeState.part(state, i);
      if (part != null && !algorithms[i].idle(part, nowNanos)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the units that all quotas have now. */
  static long remaining(Algorithm[] algorithms, @Nullable State state, long nowNanos) {
    long remaining = Long.MAX_VALUE;
    for (int i = 0; i < algorithms.length; i++) {
      Step<Decision> step = algorithms[i].acquire(CompositeState.part(state, i), 0, nowNanos);
      remaining = Math.min(remaining, step.answer().remaining());
    }
    return remaining;
  }

  private static @Nullable State next(@Nullable State state, @Nullable State[] parts) {
    boolean changed = false;
    for (int i = 0; i < parts.length; i++) {
      changed |= parts[i] != CompositeState.part(state, i);
    }
    return changed ? new CompositeState(parts) : state;
  }

  /** Returns the tightest decision, with the longest delay of all. */
  static Decision of(Decision[] decisions) {
    Decision tightest = decisions[0];
    long delayNanos = 0;
    for (Decision decision : decisions) {
      tightest = isTighter(decision, tightest) ? decision : tightest;
      if (decision instanceof Decision.Delayed delayed) {
        delayNanos = Math.max(delayNanos, delayed.delayNanos());
      }
    }
    return tightest.permitted() && delayNanos > 0
        ? new Decision.Delayed(
            tightest.quota(), tightest.remaining(), tightest.resetNanos(), delayNanos)
        : tightest;
  }

  /**
   * A rejection is tighter than a permission, a longer wait of a rejection is tighter than a
   * shorter one, and fewer remaining units are tighter than more.
   */
  private static boolean isTighter(Decision one, Decision other) {
    if (one.permitted() != other.permitted()) {
      return other.permitted();
    }
    if (one instanceof Decision.Rejected rejected && other instanceof Decision.Rejected before) {
      return rejected.waitNanos() > before.waitNanos();
    }
    return one.remaining() < other.remaining();
  }
}
