package io.limitrate;

import io.limitrate.algorithm.State;
import io.limitrate.algorithm.Step;
import org.jspecify.annotations.Nullable;

/**
 * A change of one entry's state, as data: a store may run it wherever the entry lives.
 *
 * <p>{@link #apply} is pure; it neither reads a clock nor keeps its arguments. Times are
 * nanoseconds on the limiter's time line.
 */
public sealed interface Transition {

  /** The quotas that the entry is counted by. */
  Quotas quotas();

  /** When this transition happens. */
  long nowNanos();

  /** The state after it, and what it answers; the same state instance when nothing changed. */
  Result apply(@Nullable State state);

  /** The same at a time that is so much later. */
  Transition later(long nanos);

  /** The same by other quotas. */
  Transition by(Quotas quotas);

  /** Takes {@code cost} units if all quotas have them; a cost of 0 only looks. */
  record Acquire(Quotas quotas, long cost, long nowNanos) implements Transition {
    public Acquire {
      if (cost < 0) {
        throw new IllegalArgumentException("cost " + cost + ": must not be negative");
      }
    }

    @Override
    public Result apply(@Nullable State state) {
      return quotas.acquire(state, cost, nowNanos);
    }

    @Override
    public Acquire later(long nanos) {
      return nanos == 0 ? this : new Acquire(quotas, cost, nowNanos + nanos);
    }

    @Override
    public Acquire by(Quotas other) {
      return new Acquire(other, cost, nowNanos);
    }
  }

  /** Corrects an earlier {@link Acquire} from what it reserved to what was used. */
  record Settle(Quotas quotas, long reserved, long actual, long chargedAtNanos, long nowNanos)
      implements Transition {
    public Settle {
      if (reserved < 0 || actual < 0) {
        throw new IllegalArgumentException(
            "reserved " + reserved + ", actual " + actual + ": must not be negative");
      }
    }

    @Override
    public Result apply(@Nullable State state) {
      State settled = quotas.settle(state, reserved, actual, chargedAtNanos, nowNanos);
      return new Result(settled, quotas.acquire(settled, 0, nowNanos).decision());
    }

    @Override
    public Settle later(long nanos) {
      return new Settle(quotas, reserved, actual, chargedAtNanos + nanos, nowNanos + nanos);
    }

    @Override
    public Settle by(Quotas other) {
      return new Settle(other, reserved, actual, chargedAtNanos, nowNanos);
    }
  }

  /** A state, {@code null} for none, and the decision that led there. */
  record Result(@Nullable State next, Decision decision) {

    static Result of(@Nullable State next, Quota quota, Step step) {
      long remaining = step.remaining();
      long reset = step.resetNanos();
      if (!step.admitted()) {
        return new Result(next, new Decision.Rejected(quota, remaining, reset, step.waitNanos()));
      }
      return step.waitNanos() == 0
          ? new Result(next, new Decision.Permitted(quota, remaining, reset))
          : new Result(next, new Decision.Delayed(quota, remaining, reset, step.waitNanos()));
    }
  }
}
