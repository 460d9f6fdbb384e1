package io.limitrate.internal.algorithm;

import io.limitrate.Decision;

/**
 * The numbers of a decision, without its quota.
 *
 * @param waitNanos the delay of an admitted call, or the wait of a rejected one
 */
record Answer(boolean admitted, long remaining, long resetNanos, long waitNanos) {

  static Answer of(Step<Decision> step) {
    Decision decision = step.answer();
    return new Answer(
        decision.permitted(), decision.remaining(), decision.resetNanos(), waitNanos(decision));
  }

  private static long waitNanos(Decision decision) {
    if (decision instanceof Decision.Rejected rejected) {
      return rejected.waitNanos();
    }
    return decision instanceof Decision.Delayed delayed ? delayed.delayNanos() : 0;
  }
}
