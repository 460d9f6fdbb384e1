package io.limitrate.internal.store.shared.update;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.Lease;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.codec.StateText;
import io.limitrate.internal.store.shared.codec.UnreadableStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that updates one key's entry: returned units, the transitions of callers in their
 * order, and the units that the node wants as a lease.
 *
 * <p>Immutable, thread-safe and pure.
 *
 * @param quotas count all transitions of the command
 * @param nowNanos the time of the command
 * @param unused the units that the node returns
 * @param transitions the transitions of callers
 * @param wanted the most units to grant as a lease, 0 for no lease
 */
public record UpdateCommand(
    CountedQuotas quotas,
    long nowNanos,
    List<Unused> unused,
    List<Transition<?>> transitions,
    long wanted)
    implements EntryUpdate {
  /**
   * A lease gets at most this part of the remaining units. So leases shrink near the limit, nodes
   * ask for the last units one by one, and no node can hold the last units back from other nodes.
   */
  private static final int LEASED_PART = 8;

  public UpdateCommand {
    unused = List.copyOf(unused);
    transitions = List.copyOf(transitions);
  }

  /** Returns a command with one transition. */
  public static UpdateCommand of(CountedQuotas quotas, Transition<?> transition) {
    return new UpdateCommand(quotas, transition.nowNanos(), List.of(), List.of(transition), 0);
  }

  @Override
  public @Nullable String apply(@Nullable String found) {
    return outcome(found).next();
  }

  /**
   * Returns the entry's next text and the answers.
   *
   * @throws UnreadableStateException when the text is unreadable
   */
  public Outcome outcome(@Nullable String found) {
    State read = StateText.read(found);
    State state = read;
    for (Unused part : unused) {
      state = quotas.giveBack(state, part, nowNanos);
    }
    List<Object> answers = new ArrayList<>(transitions.size());
    for (Transition<?> transition : transitions) {
      Step<?> step = transition.apply(state);
      state = step.next();
      answers.add(step.answer());
    }
    // A node that rejects calls needs no lease.
    Grant grant = answers.stream().allMatch(UpdateCommand::isPermitted) ? grant(state) : null;
    State next = grant == null ? state : grant.leased();
    return new Outcome(next == read ? found : StateText.write(next), answers, grant);
  }

  private static boolean isPermitted(Object answer) {
    return answer instanceof Decision decision && decision.permitted();
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
    return new Transition.Acquire(quotas, 0, nowNanos).apply(state).answer();
  }

  @Override
  public String text() {
    return UpdateCommandText.write(this);
  }

  /**
   * The outcome of a command.
   *
   * @param next the text to store; the found instance when the text does not change
   * @param answers the answers to the transitions, in their order
   * @param grant the granted lease
   */
  public record Outcome(@Nullable String next, List<Object> answers, @Nullable Grant grant) {}

  /**
   * A granted lease.
   *
   * @param units the number of units
   * @param endNanos the end of the lease
   * @param leased the state after the grant
   * @param seen the decision of a call that costs nothing, after the grant
   */
  public record Grant(long units, long endNanos, State leased, Decision seen) {}
}
