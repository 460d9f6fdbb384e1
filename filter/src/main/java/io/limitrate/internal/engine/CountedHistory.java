package io.limitrate.internal.engine;

import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.internal.algorithm.Algorithm;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.State;
import java.util.List;
import java.util.stream.Stream;
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
 * Calls in flight keep their slots.
 *
 * <p>Immutable and thread-safe. Earlier states are kept because a short window forgets what a long
 * window still counts, and a later reload may bring the long window back.
 *
 * @param counts the states and the quotas that counted them, the latest first
 */
public record CountedHistory(List<Counted> counts) {
  /** The history of a key whose quotas no reload has replaced. */
  public static final CountedHistory NONE = new CountedHistory(List.of());

  /** More reloads than an operator makes while a client's consumption counts. */
  private static final int MOST = 4;

  /** A state, and the quotas that counted it. */
  record Counted(State state, CountedQuotas quotas) {}

  /** Returns the history with a later state, which replaces an earlier one of the same quotas. */
  public CountedHistory with(State state, CountedQuotas quotas) {
    Stream<Counted> others = counts.stream().filter(earlier -> !earlier.quotas.equals(quotas));
    return new CountedHistory(
        Stream.concat(Stream.of(new Counted(state, quotas)), others).limit(MOST).toList());
  }

  /** Returns whether no state has an effect any more. */
  public boolean idle(long nowNanos) {
    return counts.stream().allMatch(counted -> counted.quotas.idle(counted.state, nowNanos));
  }

  /**
   * Returns the state with which the next quotas start, as of the reload; {@code null} if they
   * start full.
   */
  public @Nullable State convertedTo(CountedQuotas next) {
    if (!counts.isEmpty() && counts.get(0).quotas.quotas().equals(next.quotas())) {
      return counts.get(0).state;
    }
    @Nullable State[] parts = new State[next.list().size()];
    boolean full = true;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = start(next.list().get(i), next.algorithms[i], next.generation().sinceNanos());
      full &= parts[i] == null;
    }
    return full ? null : parts.length == 1 ? parts[0] : new CompositeState(parts);
  }

  private @Nullable State start(Quota quota, Algorithm algorithm, long atNanos) {
    State kept = latest(quota);
    long held = kept == null ? 0 : algorithm.used(kept, atNanos);
    long units = units(algorithm.spanNanos(), atNanos);
    long more = Math.min(units, algorithm.capacityThousandths()) - held;
    return more > 0 ? algorithm.charge(kept, more, atNanos) : kept;
  }

  /** Returns the latest state of a quota, or {@code null} if there is none. */
  private @Nullable State latest(Quota quota) {
    for (Counted counted : counts) {
      int index = index(counted.quotas.list(), quota);
      if (index >= 0) {
        return CompositeState.part(counted.state, index);
      }
    }
    return null;
  }

  /** Returns the index of a quota. Calls in flight keep their slots when the quota changes. */
  private static int index(List<Quota> quotas, Quota quota) {
    if (!(quota instanceof Quotas.InFlight)) {
      return quotas.indexOf(quota);
    }
    int index = quotas.size() - 1;
    while (index >= 0 && !(quotas.get(index) instanceof Quotas.InFlight)) {
      index--;
    }
    return index;
  }

  /** Returns the thousandths that a quota takes over which regains its capacity in the span. */
  private long units(long spanNanos, long atNanos) {
    return counts.stream().mapToLong(counted -> units(counted, spanNanos, atNanos)).max().orElse(0);
  }

  private static long units(Counted counted, long spanNanos, long atNanos) {
    Algorithm[] algorithms = counted.quotas.algorithms;
    long most = 0;
    for (int i = 0; i < algorithms.length; i++) {
      State part = CompositeState.part(counted.state, i);
      long used = part == null ? 0 : algorithms[i].usedWithin(spanNanos, part, atNanos);
      if (algorithms[i].spanNanos() == spanNanos) {
        return used;
      }
      most = Math.max(most, used);
    }
    return most;
  }
}
