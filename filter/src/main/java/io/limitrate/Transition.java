package io.limitrate;

import io.limitrate.internal.algorithm.AttemptAlgorithm;
import io.limitrate.internal.algorithm.AttemptStatus;
import io.limitrate.internal.algorithm.AttemptStep;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
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

  /** A look at the same entry, which changes nothing. */
  default Transition looking(long nowNanos) {
    return new Acquire(quotas(), 0, nowNanos);
  }

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

  /**
   * A step in the life of an attempt that may be a guess: {@link AttemptAlgorithm} says what each
   * means. Answered by a {@link Decision.Attempted}.
   *
   * @param id what the attempt is known by; 0 where no single one is meant
   * @param other the hash of whom a failure was about; at a beginning, the id of an earlier attempt
   *     that turned out a success
   */
  record Attempt(Attempts by, Move move, int id, int other, long nowNanos) implements Transition {

    /** The steps. */
    public enum Move {
      /** It begins. */
      BEGIN,
      /** It failed. */
      FAIL,
      /** It succeeded. */
      SUCCEED,
      /** It came to nothing. */
      WITHDRAW,
      /** There is none: only a look. */
      LOOK,
      /** All that was is forgotten. */
      RESET
    }

    @Override
    public Quotas quotas() {
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

    /** The answer of a store that has no room to count the attempt. */
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

    /** Attempts know no quotas but their own. */
    @Override
    public Attempt by(Quotas quotas) {
      return this;
    }

    @Override
    public Attempt looking(long now) {
      return new Attempt(by, Move.LOOK, 0, 0, now);
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
