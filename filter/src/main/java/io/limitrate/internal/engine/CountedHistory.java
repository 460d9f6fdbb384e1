package io.limitrate.internal.engine;

import io.limitrate.Quota;
import io.limitrate.internal.algorithm.Algorithm;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.State;
import org.jspecify.annotations.Nullable;

/**
 * The states of one key under quotas that reloads have replaced: the latest state, and some earlier
 * states.
 *
 * <p>The next quotas start with the units that the earlier quotas held at the time of the reload. A
 * quota that stays keeps its state. Any other quota takes over the units of an earlier quota, at
 * most its own capacity; if it regains its capacity in a shorter time, it takes over that part of
 * the units. If there are several earlier quotas, the quota with the same time counts. If no quota
 * has the same time, the quota that gives the most units counts. So no client is charged for more
 * units than it consumed, and no client gets more than the capacity of the next quotas once again.
 *
 * <p>Immutable and thread-safe. Earlier states are kept because a short window forgets what a long
 * window still counts, and a later reload may bring the long window back.
 */
public record CountedHistory(State state, CountedQuotas quotas, @Nullable CountedHistory earlier) {
  /** More reloads than an operator makes while a client's consumption counts. */
  private static final int MOST = 4;

  /** Returns the history with one more state. The state replaces an earlier one of its quotas. */
  public static CountedHistory of(
      State state, CountedQuotas quotas, @Nullable CountedHistory earlier) {
    return new CountedHistory(state, quotas, without(quotas, earlier, MOST - 1));
  }

  private static @Nullable CountedHistory without(
      CountedQuotas quotas, @Nullable CountedHistory chain, int most) {
    if (chain == null || most == 0) {
      return null;
    }
    return chain.quotas.equals(quotas)
        ? chain.earlier
        : new CountedHistory(chain.state, chain.quotas, without(quotas, chain.earlier, most - 1));
  }

  /** Returns whether no state has an effect any more. */
  public boolean idle(long nowNanos) {
    return quotas.idle(state, nowNanos) && (earlier == null || earlier.idle(nowNanos));
  }

  /** Returns the state with which the next quotas start, as of the reload. */
  public @Nullable State under(CountedQuotas next) {
    if (quotas.quotas().equals(next.quotas())) {
      return state;
    }
    @Nullable State[] parts = new State[next.list().size()];
    boolean empty = true;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = under(next.list().get(i), next.algorithms[i], next.generation().sinceNanos());
      empty &= parts[i] == null;
    }
    return empty ? null : parts.length == 1 ? parts[0] : new CompositeState(parts);
  }

  private @Nullable State under(Quota quota, Algorithm algorithm, long atNanos) {
    State kept = part(quota);
    long held = kept == null ? 0 : algorithm.used(kept, atNanos);
    long units = units(algorithm.spanNanos(), atNanos);
    long more = Math.min(units, algorithm.capacityThousandths()) - held;
    return more > 0 ? algorithm.charge(kept, more, atNanos) : kept;
  }

  /** Returns the latest state of a quota, or {@code null} if there is none. */
  private @Nullable State part(Quota quota) {
    int index = quotas.list().indexOf(quota);
    if (index >= 0) {
      return CompositeState.part(state, index);
    }
    return earlier == null ? null : earlier.part(quota);
  }

  /** Returns the thousandths that a quota takes over which regains its capacity in the span. */
  private long units(long spanNanos, long atNanos) {
    long own = latestUnits(spanNanos, atNanos);
    return earlier == null ? own : Math.max(own, earlier.units(spanNanos, atNanos));
  }

  private long latestUnits(long spanNanos, long atNanos) {
    Algorithm[] algorithms = quotas.algorithms;
    long most = 0;
    for (int i = 0; i < algorithms.length; i++) {
      State part = CompositeState.part(state, i);
      long used = part == null ? 0 : algorithms[i].usedWithin(spanNanos, part, atNanos);
      if (algorithms[i].spanNanos() == spanNanos) {
        return used;
      }
      most = Math.max(most, used);
    }
    return most;
  }
}
