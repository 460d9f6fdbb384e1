package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Quota;
import io.limitrate.internal.algorithm.AttemptAlgorithm;
import io.limitrate.internal.algorithm.AttemptStatus;
import io.limitrate.internal.algorithm.AttemptStep;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import org.jspecify.annotations.Nullable;

/**
 * A change of one entry's state, as data, so that a store can run the change where the entry lives.
 * Implementations of {@link Store} use this type.
 *
 * <p>{@link #apply} is pure: it reads no clock and keeps no argument. Times are nanoseconds of the
 * limiter's {@link Clock}.
 */
public sealed interface Transition {

  /** Returns the quotas that count the entry. */
  CountedQuotas quotas();

  /** Returns the time of this transition. */
  long nowNanos();

  /**
   * Returns the new state and the decision. The result holds the same state instance if nothing
   * changed.
   */
  Result apply(@Nullable State state);

  /** Returns this transition at a time that is later by the given nanoseconds. */
  Transition later(long nanos);

  /** Returns this transition with other quotas. */
  Transition by(CountedQuotas quotas);

  /** Returns this transition with the quotas that a reload has put in the place of its own. */
  default Transition after(CountedQuotas next) {
    return by(next);
  }

  /** Returns a transition that reads the same entry and changes nothing. */
  default Transition looking(long nowNanos) {
    return new Acquire(quotas(), 0, nowNanos);
  }

  /** Takes {@code cost} units if all quotas have them. A cost of 0 changes nothing. */
  record Acquire(CountedQuotas quotas, long cost, long nowNanos) implements Transition {
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
    public Acquire by(CountedQuotas other) {
      return new Acquire(other, cost, nowNanos);
    }
  }

  /**
   * Replaces the units that an earlier {@link Acquire} reserved by the units that the call used.
   */
  record Settle(
      CountedQuotas quotas, long reserved, long actual, long chargedAtNanos, long nowNanos)
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
    public Settle by(CountedQuotas other) {
      return new Settle(other, reserved, actual, chargedAtNanos, nowNanos);
    }

    /** Settles units that the next quotas hold since the reload. */
    @Override
    public Settle after(CountedQuotas next) {
      boolean before = chargedAtNanos - next.sinceNanos() < 0;
      long heldSinceNanos = before ? next.sinceNanos() : chargedAtNanos;
      return new Settle(next, reserved, actual, heldSinceNanos, nowNanos);
    }
  }

  /**
   * A step of an attempt that may be a guess; see {@link AttemptAlgorithm}. The decision is a
   * {@link Decision.Attempted}.
   *
   * @param id the id of the attempt; 0 if the step concerns no single attempt
   * @param other for {@code FAIL}, the hash of the name that the failure was about; for {@code
   *     BEGIN}, the id of an earlier attempt that succeeded, or 0
   */
  record Attempt(Attempts by, Move move, int id, int other, long nowNanos) implements Transition {

    /** The steps of an attempt. */
    public enum Move {
      /** The attempt begins. */
      BEGIN,
      /** The attempt failed. */
      FAIL,
      /** The attempt succeeded. */
      SUCCEED,
      /** The attempt ended without a success or a failure. */
      WITHDRAW,
      /** Reads the status without an attempt. */
      LOOK,
      /** Deletes the state. */
      RESET
    }

    @Override
    public CountedQuotas quotas() {
      return by.quotas();
    }

    @Override
    public Result apply(@Nullable State state) {
      AttemptAlgorithm algorithm = by.algorithm();
      AttemptStep step =
          switch (move) {
            case BEGIN -> algorithm.attempt(state, id, other, nowNanos);
            case FAIL -> algorithm.failed(state, id, other, nowNanos);
            case SUCCEED -> algorithm.succeeded(state, id, nowNanos);
            case WITHDRAW -> algorithm.withdrawn(state, id, nowNanos);
            case LOOK -> algorithm.look(state, nowNanos);
            case RESET -> algorithm.reset(state, nowNanos);
          };
      return new Result(step.next(), answer(step.status()));
    }

    /** Returns the decision of a store that has no room to count the attempt. */
    public Decision uncounted() {
      return answer(by.algorithm().uncounted(nowNanos));
    }

    private Decision answer(AttemptStatus status) {
      return new Decision.Attempted(by.quotas().list().get(0), status);
    }

    @Override
    public Attempt later(long nanos) {
      return nanos == 0 ? this : new Attempt(by, move, id, other, nowNanos + nanos);
    }

    /** Returns this transition: an attempt uses its own quotas only. */
    @Override
    public Attempt by(CountedQuotas quotas) {
      return this;
    }

    @Override
    public Attempt looking(long now) {
      return new Attempt(by, Move.LOOK, 0, 0, now);
    }
  }

  /**
   * A state, {@code null} for none, and the decision about the transition that led to this state.
   */
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
