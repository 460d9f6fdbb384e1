package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Quotas;
import io.limitrate.internal.algorithm.Algorithm;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.InFlightAlgorithm;
import io.limitrate.internal.algorithm.Slot;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import org.jspecify.annotations.Nullable;

/** Takes and frees the slots of calls in flight, within quotas that hold together. */
final class Slots {
  private Slots() {}

  /** Returns whether one of the quotas is a number of calls in flight. */
  static boolean among(CountedQuotas quotas) {
    return index(quotas) >= 0;
  }

  /**
   * Returns the quotas with their algorithms, for calls that have no end.
   *
   * @throws IllegalArgumentException if one of the quotas is a number of calls in flight
   */
  static CountedQuotas without(Quotas quotas) {
    CountedQuotas counted = CountedQuotas.of(quotas);
    if (among(counted)) {
      throw new IllegalArgumentException(
          "\"" + quotas + "\": calls in flight need calls that end: use check with a policy");
    }
    return counted;
  }

  /** Returns the longest duration of a call in nanoseconds, or 0 if calls take no slot. */
  static long longestNanos(CountedQuotas quotas) {
    int index = index(quotas);
    return index < 0 ? 0 : slots(quotas, index).longestNanos();
  }

  static Step<Decision> enter(Transition.Enter call, @Nullable State state) {
    return CompositeDecision.acquire(
        with(call.slot(), call.quotas()),
        state,
        call.cost(),
        call.sparedPercent(),
        call.nowNanos());
  }

  /** Returns the algorithms for a call that takes the slot, if one of them counts slots. */
  private static Algorithm[] with(Slot slot, CountedQuotas quotas) {
    int index = index(quotas);
    if (index < 0) {
      return quotas.algorithms;
    }
    Algorithm[] algorithms = quotas.algorithms.clone();
    algorithms[index] = slots(quotas, index).with(slot);
    return algorithms;
  }

  /** Returns the state without the slot of the name; the same instance if there is no such slot. */
  static @Nullable State leave(
      CountedQuotas quotas, @Nullable State state, long name, long nowNanos) {
    int index = index(quotas);
    State before = index < 0 ? null : CompositeState.part(state, index);
    if (before == null) {
      return state;
    }
    State left = slots(quotas, index).leave(before, name, nowNanos);
    return left == before ? state : replaced(quotas, state, index, left);
  }

  /** Returns the state with the slot of a call that runs on, also beyond the limit. */
  static @Nullable State renew(
      CountedQuotas quotas, @Nullable State state, Slot slot, long nowNanos) {
    int index = index(quotas);
    if (index < 0) {
      return state;
    }
    State part = CompositeState.part(state, index);
    return replaced(quotas, state, index, slots(quotas, index).renew(part, slot, nowNanos));
  }

  private static @Nullable State replaced(
      CountedQuotas quotas, @Nullable State state, int index, @Nullable State part) {
    @Nullable State[] parts = new State[quotas.algorithms.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = i == index ? part : CompositeState.part(state, i);
    }
    return CompositeState.of(parts);
  }

  /** Returns the index of the number of calls in flight, or -1 if there is none. */
  static int index(CountedQuotas quotas) {
    int index = quotas.algorithms.length - 1;
    while (index >= 0 && !(quotas.algorithms[index] instanceof InFlightAlgorithm)) {
      index--;
    }
    return index;
  }

  private static InFlightAlgorithm slots(CountedQuotas quotas, int index) {
    return (InFlightAlgorithm) quotas.algorithms[index];
  }
}
