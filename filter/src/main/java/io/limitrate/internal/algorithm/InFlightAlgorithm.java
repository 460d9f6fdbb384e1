package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quotas.InFlight;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a slot for each call in flight, under a name that only this call knows. A call that ends
 * removes its own slot, so a late or repeated end never frees the slot of another call.
 *
 * <p>Nobody knows when a call will end, so a rejection and every reset name one second.
 */
public final class InFlightAlgorithm implements Algorithm {
  /** The time after which a rejected client may try again. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Shared stores hold a slot for ten seconds at most, and write it again while its call runs. */
  private static final long RETENTION_NANOS = TimeUnit.MINUTES.toNanos(1);

  /**
   * The longest duration of a call under any quota. Quotas of several tiers may share a state, so a
   * call never shortens the slots of other calls to its own longest duration.
   */
  private static final long LONGEST_OF_ALL_NANOS = TimeUnit.DAYS.toNanos(30);

  private final InFlight quota;
  private final long longestNanos;
  private final @Nullable Slot slot;

  InFlightAlgorithm(InFlight quota) {
    this(quota, null);
  }

  private InFlightAlgorithm(InFlight quota, @Nullable Slot slot) {
    this.quota = quota;
    this.longestNanos = quota.longest().toNanos();
    this.slot = slot;
  }

  /** Returns this algorithm for a call that takes the slot. */
  public InFlightAlgorithm with(Slot wanted) {
    return new InFlightAlgorithm(quota, wanted);
  }

  /** Returns the longest duration of a call in nanoseconds. */
  public long longestNanos() {
    return longestNanos;
  }

  @Override
  public long capacity() {
    return quota.limit();
  }

  @Override
  public long retentionNanos() {
    return RETENTION_NANOS;
  }

  /** Returns 0: slots come back with the ends of calls, not with time. */
  @Override
  public long spanNanos() {
    return 0;
  }

  /** Returns 0: other quotas take over no units from slots. */
  @Override
  public long used(State state, long nowNanos) {
    return 0;
  }

  /**
   * Takes one slot, unless the cost is 0. A call that has its slot already keeps it. A call without
   * a slot takes none, because nobody would free it: it started before a reload added the quota.
   */
  @Override
  public Step<Decision> acquire(@Nullable State state, long cost, long nowNanos) {
    return acquire(state, cost, 0, nowNanos);
  }

  /** Takes one slot, unless the cost is 0, if a part of the slots stays free. */
  @Override
  public Step<Decision> acquireSparing(
      @Nullable State state, long cost, int sparedPercent, long nowNanos) {
    long spared = spared(sparedPercent);
    Step<Decision> step = acquire(state, cost, spared, nowNanos);
    return new Step<>(step.next(), Sparing.told(step.answer(), spared));
  }

  private Step<Decision> acquire(@Nullable State state, long cost, long spared, long nowNanos) {
    Arguments.notNegative("cost", cost);
    InFlightState held = current(state, nowNanos);
    State kept = held.size() == 0 && !(state instanceof InFlightState) ? state : held;
    long free = Math.max(0, quota.limit() - held.size());
    if (cost == 0 || slot == null || held.contains(slot.name())) {
      return new Step<>(kept, permitted(free, held));
    }
    if (free <= spared) {
      return new Step<>(kept, new Decision.Rejected(quota, free, RETRY_NANOS, RETRY_NANOS));
    }
    InFlightState next = taken(held, slot, nowNanos);
    return new Step<>(next, permitted(free - 1, next));
  }

  private Decision permitted(long free, InFlightState held) {
    return new Decision.Permitted(quota, free, held.size() == 0 ? 0 : RETRY_NANOS);
  }

  private InFlightState taken(InFlightState held, Slot wanted, long nowNanos) {
    return held.plus(wanted.name(), nowNanos + Math.min(wanted.holdNanos(), longestNanos));
  }

  /** Returns the slots with the slot of a call that runs on, also if the slot was lost. */
  public State renew(@Nullable State state, Slot running, long nowNanos) {
    return taken(current(state, nowNanos).minus(running.name()), running, nowNanos);
  }

  /** Returns the slots without the slot of a call that has ended. */
  public @Nullable State leave(@Nullable State state, long name, long nowNanos) {
    return state instanceof InFlightState ? current(state, nowNanos).minus(name) : state;
  }

  /** Returns the state: slots are no units, which a call can settle. */
  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    long unused = Arguments.overrun(reserved, actual);
    return state;
  }

  /** Returns the state: the calls that hold the slots run on. */
  @Override
  public State reset(State state) {
    return state;
  }

  @Override
  public boolean idle(State state, long nowNanos) {
    return current(state, nowNanos).size() == 0;
  }

  private static InFlightState current(@Nullable State state, long nowNanos) {
    return state instanceof InFlightState held
        ? held.at(nowNanos, LONGEST_OF_ALL_NANOS)
        : InFlightState.EMPTY;
  }
}
