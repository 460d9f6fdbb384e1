package io.limitrate.internal.store.shared.update;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.Lease;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.engine.AcquireSparing;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange.GiveBack;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.engine.Transition.Settle;
import io.limitrate.internal.store.shared.codec.StateText;
import io.limitrate.internal.store.shared.codec.UnreadableStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that updates one key's entry: returned units, the transitions of callers in their
 * order, and the units that the node wants as a lease.
 *
 * <p>A provider may run a command twice, so a command never returns more units than it charges: the
 * second run then charges again, or changes nothing. {@link UnitReturn} returns units that no
 * charge outweighs.
 *
 * <p>Immutable, thread-safe and pure.
 *
 * @param quotas count all transitions of the command
 * @param nowNanos the time of the command
 * @param unused the units that the node wants to return
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

  /** The charge of a command that gives back an unknown number of units. */
  private static final long UNKNOWN_RETURN = Long.MIN_VALUE / 2;

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
    return outcome(found, StateText.read(found), UnitReturn.sum(unused));
  }

  private Outcome outcome(@Nullable String found, @Nullable State read, long returned) {
    State state = UnitReturn.giveBack(read, quotas, unused, returned, nowNanos);
    List<Object> answers = new ArrayList<>(transitions.size());
    for (Transition<?> transition : transitions) {
      Step<?> step = transition.apply(state);
      state = step.next();
      answers.add(step.answer());
    }
    Grant grant = needsLease(answers) ? grant(state) : null;
    long charged = Math.max(0, charged(answers) + (grant == null ? 0 : grant.units()));
    if (charged < returned) {
      return outcome(found, read, charged);
    }
    State next = grant == null ? state : grant.leased();
    return new Outcome(next == read ? found : StateText.write(next), answers, grant, returned);
  }

  /**
   * Returns whether the node may get a lease. A node that rejects calls needs none, unless these
   * calls have to leave units, which other calls then take.
   */
  private boolean needsLease(List<Object> answers) {
    for (int i = 0; i < answers.size(); i++) {
      if (!isPermitted(answers.get(i)) && !(transitions.get(i) instanceof AcquireSparing)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether the last decision names all units, also those that some calls have to leave.
   */
  public boolean endsWithAllUnits() {
    return transitions.isEmpty()
        || !(transitions.get(transitions.size() - 1) instanceof AcquireSparing);
  }

  /** Returns the least number of units that the transitions with these answers have charged. */
  private long charged(List<Object> answers) {
    long units = 0;
    for (int i = 0; i < answers.size(); i++) {
      if (transitions.get(i) instanceof Acquire acquire && isPermitted(answers.get(i))) {
        units += acquire.cost();
      } else if (transitions.get(i) instanceof AcquireSparing sparing
          && isPermitted(answers.get(i))) {
        units += sparing.cost();
      } else if (transitions.get(i) instanceof Settle settle) {
        units -= Math.max(0, settle.reserved() - settle.actual());
      } else if (transitions.get(i) instanceof GiveBack) {
        return UNKNOWN_RETURN;
      }
    }
    return units;
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
    return new Acquire(quotas, 0, nowNanos).apply(state).answer();
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
   * @param returned the number of units that came back, from the first part of the unused units on
   */
  public record Outcome(
      @Nullable String next, List<Object> answers, @Nullable Grant grant, long returned) {}

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
