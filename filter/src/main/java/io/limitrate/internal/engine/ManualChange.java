package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import org.jspecify.annotations.Nullable;

/** A change of a count that no call makes: an administrator or code of the application makes it. */
public sealed interface ManualChange extends Transition<Decision> {

  /**
   * Gives back units of any calls, by hand: the latest first, and at most all that count.
   *
   * @param units at least 1
   */
  record GiveBack(CountedQuotas quotas, long units, long nowNanos) implements ManualChange {
    public GiveBack {
      if (units < 1) {
        throw new IllegalArgumentException("units " + units + ": must be at least 1");
      }
    }

    @Override
    public Step<Decision> apply(@Nullable State state) {
      @Nullable State[] parts = new State[quotas.algorithms.length];
      for (int i = 0; i < parts.length; i++) {
        State part = CompositeState.part(state, i);
        parts[i] = quotas.algorithms[i].refund(part, units, nowNanos);
      }
      State less = CompositeState.of(parts);
      return quotas.stepTo(less, nowNanos);
    }

    @Override
    public GiveBack later(long nanos) {
      return new GiveBack(quotas.later(nanos), units, nowNanos + nanos);
    }

    @Override
    public GiveBack by(CountedQuotas other) {
      return new GiveBack(other, units, nowNanos);
    }
  }

  /**
   * Forgets what counts, by hand. The slots of calls in flight stay, because these calls run on. If
   * a provider repeats the transition, later charges are forgotten too.
   */
  record Reset(CountedQuotas quotas, long nowNanos) implements ManualChange {
    @Override
    public Step<Decision> apply(@Nullable State state) {
      @Nullable State[] parts = new State[quotas.algorithms.length];
      boolean empty = true;
      for (int i = 0; i < parts.length; i++) {
        State part = CompositeState.part(state, i);
        parts[i] = part == null ? null : quotas.algorithms[i].reset(part);
        empty &= parts[i] == null;
      }
      State kept = empty ? null : CompositeState.of(parts);
      return quotas.stepTo(kept, nowNanos);
    }

    @Override
    public Reset later(long nanos) {
      return new Reset(quotas.later(nanos), nowNanos + nanos);
    }

    @Override
    public Reset by(CountedQuotas other) {
      return new Reset(other, nowNanos);
    }
  }
}
