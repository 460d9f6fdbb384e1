package io.limitrate.internal.engine;

import io.limitrate.Decision;

/** The decision about a call that takes its units from several quotas. */
final class CompositeDecision {
  private CompositeDecision() {}

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
