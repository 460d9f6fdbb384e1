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
 * Calls in flight keep their slots, unless quotas without calls in flight have counted meanwhile:
 * such quotas do not see which calls end.
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
   *
   * @param last the state that the replaced quotas counted, which is the latest state of this
   *     history; {@code null} if they counted none
   */
  public @Nullable State convertedTo(CountedQuotas next, @Nullable State last) {
    if (last != null && counts.get(0).quotas.quotas().equals(next.quotas())) {
      return last;
    }
    @Nullable State[] parts = new State[next.list().size()];
    boolean full = true;
    for (int i = 0; i < parts.length; i++) {
      Quota quota = next.list().get(i);
      State kept = quota instanceof Quotas.InFlight ? slots(last) : latest(quota);
      parts[i] = start(kept, next.algorithms[i], next.generation().sinceNanos());
      full &= parts[i] == null;
    }
    return full ? null : CompositeState.of(parts);
  }

  private @Nullable State start(@Nullable State kept, Algorithm algorithm, long atNanos) {
    long held = kept == null ? 0 : algorithm.used(kept, atNanos);
    long units = units(algorithm.spanNanos(), atNanos);
    long more = Math.min(units, algorithm.capacityThousandths()) - held;
    return more > 0 ? algorithm.charge(kept, more, atNanos) : kept;
  }

  /** Returns the latest state of a quota, or {@code null} if there is none. */
  private @Nullable State latest(Quota quota) {
    for (Counted counted : counts) {
      int index = counted.quotas.list().indexOf(quota);
      if (index >= 0) {
        return CompositeState.part(counted.state, index);
      }
    }
    return null;
  }

  /** Returns the slots of the replaced quotas, also if the number of slots changes. */
  private @Nullable State slots(@Nullable State last) {
    int index = last == null ? -1 : Slots.index(counts.get(0).quotas);
    return index < 0 ? null : CompositeState.part(last, index);
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
