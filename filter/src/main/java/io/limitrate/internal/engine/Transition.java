package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.Algorithm;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.Slot;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import org.jspecify.annotations.Nullable;

/**
 * A change of one entry's state, as data, so that a store can run the change where the entry lives.
 * Implementations of {@link Store} use this type.
 *
 * <p>{@link #apply} is pure: it reads no clock and keeps no argument. Times are nanoseconds of the
 * limiter's {@link Clock}.
 *
 * @param <A> the type of the answer: a {@link Decision}, unless another package adds the transition
 */
public sealed interface Transition<A>
    permits Transition.Acquire,
        AcquireSparing,
        Transition.Settle,
        Transition.Withdraw,
        Transition.Enter,
        Transition.Leave,
        Transition.Renew,
        ManualChange,
        ForeignTransition {

  /** Returns the quotas that count the entry. */
  CountedQuotas quotas();

  /** Returns the time of this transition. */
  long nowNanos();

  /**
   * Returns the new state and the answer. The step holds the same state instance if nothing
   * changed.
   */
  Step<A> apply(@Nullable State state);

  /**
   * Returns this transition with the time of another clock, which is ahead by the given
   * nanoseconds. The wall-clock time stays the same.
   */
  Transition<A> later(long nanos);

  /** Returns this transition with other quotas. */
  Transition<A> by(CountedQuotas quotas);

  /** Returns this transition with the quotas that a reload has put in the place of its own. */
  default Transition<A> after(CountedQuotas next) {
    return by(next);
  }

  /** Returns a transition that reads the same entry and changes nothing. */
  default Transition<?> looking(long nowNanos) {
    return new Acquire(quotas(), 0, nowNanos);
  }

  /** Takes {@code cost} units if all quotas have them. A cost of 0 changes nothing. */
  record Acquire(CountedQuotas quotas, long cost, long nowNanos) implements Transition<Decision> {
    public Acquire {
      checked(cost);
    }

    /** Returns the cost if it is not negative. */
    static long checked(long cost) {
      if (cost < 0) {
        throw new IllegalArgumentException("cost " + cost + ": must not be negative");
      }
      return cost;
    }

    @Override
    public Step<Decision> apply(@Nullable State state) {
      return quotas.acquire(state, cost, nowNanos);
    }

    @Override
    public Acquire later(long nanos) {
      return nanos == 0 ? this : new Acquire(quotas.later(nanos), cost, nowNanos + nanos);
    }

    @Override
    public Acquire by(CountedQuotas other) {
      return new Acquire(other, cost, nowNanos);
    }
  }

  /**
   * Takes {@code cost} units and a slot among the calls in flight, if all quotas have them, and if
   * a part of each quota stays available for calls of higher classes.
   *
   * @param sparedPercent the part that stays available; 0 for nothing
   */
  record Enter(CountedQuotas quotas, long cost, Slot slot, int sparedPercent, long nowNanos)
      implements Transition<Decision> {
    public Enter {
      Acquire.checked(cost);
    }

    /** Creates the transition of a call that may take all units. */
    public Enter(CountedQuotas quotas, long cost, Slot slot, long nowNanos) {
      this(quotas, cost, slot, 0, nowNanos);
    }

    @Override
    public Step<Decision> apply(@Nullable State state) {
      return Slots.enter(this, state);
    }

    /** Returns this transition with another slot. */
    public Enter with(Slot other) {
      return new Enter(quotas, cost, other, sparedPercent, nowNanos);
    }

    @Override
    public Enter later(long nanos) {
      return new Enter(quotas.later(nanos), cost, slot, sparedPercent, nowNanos + nanos);
    }

    @Override
    public Enter by(CountedQuotas other) {
      return new Enter(other, cost, slot, sparedPercent, nowNanos);
    }
  }

  /** Frees the slot of this name, unless it is free already, and changes no other quota. */
  record Leave(CountedQuotas quotas, long slot, long nowNanos) implements Transition<Decision> {
    @Override
    public Step<Decision> apply(@Nullable State state) {
      State left = Slots.leave(quotas, state, slot, nowNanos);
      return quotas.stepTo(left, nowNanos);
    }

    @Override
    public Leave later(long nanos) {
      return new Leave(quotas.later(nanos), slot, nowNanos + nanos);
    }

    @Override
    public Leave by(CountedQuotas other) {
      return new Leave(other, slot, nowNanos);
    }
  }

  /**
   * Holds the slot of a call that runs on, from now, and changes no other quota. A slot that was
   * lost, because its node was stopped, is taken again, also beyond the limit.
   */
  record Renew(CountedQuotas quotas, Slot slot, long nowNanos) implements Transition<Decision> {
    @Override
    public Step<Decision> apply(@Nullable State state) {
      State renewed = Slots.renew(quotas, state, slot, nowNanos);
      return quotas.stepTo(renewed, nowNanos);
    }

    @Override
    public Renew later(long nanos) {
      return new Renew(quotas.later(nanos), slot, nowNanos + nanos);
    }

    @Override
    public Renew by(CountedQuotas other) {
      return new Renew(other, slot, nowNanos);
    }
  }

  /**
   * Replaces the units that an earlier {@link Acquire} reserved by the units that the call used.
   */
  record Settle(
      CountedQuotas quotas, long reserved, long actual, long chargedAtNanos, long nowNanos)
      implements Transition<Decision> {
    public Settle {
      if (reserved < 0 || actual < 0) {
        throw new IllegalArgumentException(
            "reserved " + reserved + ", actual " + actual + ": must not be negative");
      }
    }

    @Override
    public Step<Decision> apply(@Nullable State state) {
      State settled = quotas.settle(state, reserved, actual, chargedAtNanos, nowNanos);
      return quotas.stepTo(settled, nowNanos);
    }

    @Override
    public Settle later(long nanos) {
      return new Settle(
          quotas.later(nanos), reserved, actual, chargedAtNanos + nanos, nowNanos + nanos);
    }

    @Override
    public Settle by(CountedQuotas other) {
      return new Settle(other, reserved, actual, chargedAtNanos, nowNanos);
    }

    /** Settles units that the next quotas hold since the reload. */
    @Override
    public Settle after(CountedQuotas next) {
      long sinceNanos = next.generation().sinceNanos();
      long heldSinceNanos = chargedAtNanos - sinceNanos < 0 ? sinceNanos : chargedAtNanos;
      return new Settle(next, reserved, actual, heldSinceNanos, nowNanos);
    }
  }

  /**
   * Gives back the last units of a single leaky bucket, as {@link Algorithm#withdraw} does. Quotas
   * that hold together stay unchanged.
   */
  record Withdraw(CountedQuotas quotas, long units, long endNanos, long nowNanos)
      implements Transition<Decision> {
    public Withdraw {
      Acquire.checked(units);
    }

    @Override
    public Step<Decision> apply(@Nullable State state) {
      State kept = state;
      if (quotas.algorithms.length == 1) {
        State found = CompositeState.part(state, 0);
        State left = quotas.algorithms[0].withdraw(found, units, endNanos, nowNanos);
        kept = left == found ? state : left;
      }
      return quotas.stepTo(kept, nowNanos);
    }

    @Override
    public Withdraw later(long nanos) {
      return new Withdraw(quotas.later(nanos), units, endNanos + nanos, nowNanos + nanos);
    }

    @Override
    public Withdraw by(CountedQuotas other) {
      return new Withdraw(other, units, endNanos, nowNanos);
    }
  }
}
