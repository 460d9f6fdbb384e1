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
 * @param longestNanos the longest duration of a call that takes a slot among the calls in flight; 0
 *     if calls take no slot
 */
record CountedTier(
    CountedPolicy policy,
    @Nullable String name,
    CountedQuotas quotas,
    Key seed,
    long longestNanos) {

  /** Returns this tier with its quotas for calls at a time of the clock. */
  @SuppressWarnings("ReferenceEquality") // other quotas or another drift are another instance
  CountedTier at(Clock clock, long nowNanos) {
    CountedQuotas then = quotas.at(clock, nowNanos);
    return then == quotas ? this : new CountedTier(policy, name, then, seed, longestNanos);
  }

  /** Returns this tier with its quotas for calls at the time of the clock. */
  CountedTier now(Clock clock) {
    return at(clock, clock.nanos());
  }

  /** Returns whether a call takes a slot, which comes back at the end of the call. */
  boolean slots() {
    return longestNanos > 0;
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
    return slots() ? entering(cost, nowNanos) : new Transition.Acquire(quotas, cost, nowNanos);
  }

  /** Returns the transition of a call that takes a slot. */
  Transition.Enter entering(long cost, long nowNanos) {
    return new Transition.Enter(quotas, cost, new Slot(slot(nowNanos), longestNanos), nowNanos);
  }

  /** Returns the time of a decision. The slots of calls in flight have different times. */
  long nanos(Clock clock) {
    return slots() ? policy.limiter().ends().ownNanos(clock.nanos()) : clock.nanos();
  }

  /** Returns the name of the slot of the call that was decided at this time. */
  long slot(long nowNanos) {
    return policy.limiter().ends().slot(nowNanos);
  }
}
