package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Quotas;
import io.limitrate.Transition;
import io.limitrate.internal.algorithm.Lease;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Unused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a node has to say to one key's entry at once: what it gives back, what its callers ask,
 * in their order, and what it would like to take in advance.
 *
 * @param quotas those that all of it is counted by
 * @param nowNanos when it is said
 * @param unused what it gives back
 * @param transitions what its callers ask
 * @param wanted the most units to take in advance, 0 for none
 */
record Batch(
    Quotas quotas, long nowNanos, List<Unused> unused, List<Transition> transitions, long wanted)
    implements Change {
  /**
   * A lease is at most this part of what is left. So leases shrink as the limit comes near, the
   * last units are asked for one by one, and no node can keep them from the others.
   */
  private static final int LEASED_PART = 8;

  Batch {
    unused = List.copyOf(unused);
    transitions = List.copyOf(transitions);
  }

  /** One question, and nothing else. */
  static Batch asking(Quotas quotas, Transition transition) {
    return new Batch(quotas, transition.nowNanos(), List.of(), List.of(transition), 0);
  }

  @Override
  public @Nullable String apply(@Nullable String found) {
    return outcome(found).next();
  }

  /** What this does to the entry found, and what it answers. */
  Outcome outcome(@Nullable String found) {
    State read = StateText.read(found);
    State state = read;
    for (Unused part : unused) {
      state = quotas.giveBack(state, part, nowNanos);
    }
    List<Decision> decisions = new ArrayList<>(transitions.size());
    for (Transition transition : transitions) {
      Transition.Result result = transition.apply(state);
      state = result.next();
      decisions.add(result.decision());
    }
    // Who has to reject calls has nothing to keep for later ones.
    boolean allPermitted = decisions.stream().allMatch(Decision::permitted);
    Grant grant = allPermitted ? grant(state) : null;
    State next = grant == null ? state : grant.leased();
    return new Outcome(next == read ? found : StateText.write(next), decisions, grant);
  }

  private @Nullable Grant grant(@Nullable State state) {
    if (wanted == 0) {
      return null;
    }
    long units = Math.min(wanted, quotas.remaining(state, nowNanos) / LEASED_PART);
    if (units == 0) {
      return null;
    }
    Lease lease = quotas.lease(state, units, nowNanos, nowNanos + quotas.leaseNanos());
    return new Grant(units, lease.endNanos(), lease.next(), peek(lease.next()));
  }

  private Decision peek(@Nullable State state) {
    return new Transition.Acquire(quotas, 0, nowNanos).apply(state).decision();
  }

  @Override
  public String text() {
    return BatchText.write(this);
  }

  /**
   * What came of a batch.
   *
   * @param next the text to store; the same instance as was found if nothing changed
   * @param decisions the answers to the transitions, in their order
   * @param grant what was taken in advance
   */
  record Outcome(@Nullable String next, List<Decision> decisions, @Nullable Grant grant) {}

  /**
   * Units taken in advance.
   *
   * @param units how many
   * @param endNanos until when they may be used
   * @param leased the state that they left
   * @param seen where the quota stands without them
   */
  record Grant(long units, long endNanos, State leased, Decision seen) {}
}
