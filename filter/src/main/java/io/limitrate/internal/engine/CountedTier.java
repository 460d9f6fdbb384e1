package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Quota;
import io.limitrate.internal.algorithm.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of one tier of a policy, and the seed of the keys that they count.
 *
 * <p>The seed contains the shape of the quotas, so only quotas of the same shape read a state.
 * Tiers of one shape share the counter of a client. After a reload a tier keeps its seed, so that
 * it continues with its counters.
 *
 * @param name {@code null} for the quotas of calls without a tier
 * @param terms what a call does besides taking units; {@code null} for nothing
 */
record CountedTier(
    CountedPolicy policy,
    @Nullable String name,
    CountedQuotas quotas,
    Key seed,
    @Nullable Terms terms) {

  /**
   * What a call does besides taking units.
   *
   * @param longestNanos the longest duration of a call that takes a slot among the calls in flight;
   *     0 if calls take no slot
   * @param sparedPercent the part of each quota that the call has to leave to calls of higher
   *     classes, in percent; 0 for nothing
   * @param standsIn whether the quotas stand in for those of a customer whom the provider has not
   *     answered yet
   */
  record Terms(long longestNanos, int sparedPercent, boolean standsIn) {

    /** Returns the terms of calls that may take all units; {@code null} if there are none. */
    static @Nullable Terms of(long longestNanos) {
      return longestNanos == 0 ? null : new Terms(longestNanos, 0, false);
    }
  }

  /** Returns this tier for a call that has to leave a part of each quota. */
  CountedTier sparing(int percent) {
    return with(new Terms(longestNanos(), percent, standsIn()));
  }

  /** Returns this tier for a call of a customer whose own quotas are not known yet. */
  CountedTier standingIn() {
    return with(new Terms(longestNanos(), sparedPercent(), true));
  }

  private CountedTier with(Terms other) {
    return new CountedTier(policy, name, quotas, seed, other);
  }

  /** Returns whether the quotas stand in for those of a customer, which are not known yet. */
  boolean standsIn() {
    return terms != null && terms.standsIn;
  }

  /** Returns this tier with its quotas for calls at a time of the clock. */
  @SuppressWarnings("ReferenceEquality") // other quotas or another drift are another instance
  CountedTier at(Clock clock, long nowNanos) {
    CountedQuotas then = quotas.at(clock, nowNanos);
    return then == quotas ? this : new CountedTier(policy, name, then, seed, terms);
  }

  /** Returns this tier with its quotas for calls at the time of the clock. */
  CountedTier now(Clock clock) {
    return at(clock, clock.nanos());
  }

  /** Returns whether a call takes a slot, which comes back at the end of the call. */
  boolean slots() {
    return terms != null && terms.longestNanos > 0;
  }

  private long longestNanos() {
    return terms == null ? 0 : terms.longestNanos;
  }

  /** Returns the part of each quota that a call has to leave to higher classes, in percent. */
  int sparedPercent() {
    return terms == null ? 0 : terms.sparedPercent;
  }

  /** Takes the units of a call from a store. */
  Decision take(Store store, Key key, long cost, long nowNanos) {
    return slots()
        ? store.enter(key, entering(cost, nowNanos))
        : store.apply(key, taking(cost, nowNanos));
  }

  /**
   * Returns whether calls wait in a queue of this process: the only quota is a leaky bucket. A call
   * that takes units of further quotas keeps its departure.
   */
  boolean queues() {
    List<Quota> only = quotas.list();
    return only.size() == 1 && only.get(0) instanceof Quota.LeakyBucket;
  }

  /** Returns the transition by which a call takes its units and its slot. */
  Transition<Decision> taking(long cost, long nowNanos) {
    if (slots()) {
      return entering(cost, nowNanos);
    }
    int percent = sparedPercent();
    return percent == 0
        ? new Transition.Acquire(quotas, cost, nowNanos)
        : new AcquireSparing(quotas, cost, percent, nowNanos);
  }

  /** Returns the transition of a call that takes a slot. */
  Transition.Enter entering(long cost, long nowNanos) {
    Slot slot = new Slot(slot(nowNanos), longestNanos());
    return new Transition.Enter(quotas, cost, slot, sparedPercent(), nowNanos);
  }

  /** Returns the time of a decision. The slots of calls in flight have different times. */
  long nanos(Clock clock) {
    return slots() ? policy.limiter().ends.ownNanos(clock.nanos()) : clock.nanos();
  }

  /** Returns the name of the slot of the call that was decided at this time. */
  long slot(long nowNanos) {
    return policy.limiter().ends.slot(nowNanos);
  }
}
