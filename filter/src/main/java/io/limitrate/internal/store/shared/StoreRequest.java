package io.limitrate.internal.store.shared;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ForeignTransition;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.lease.HeldLease;

/** A request of this node to the shared state of one key. */
sealed interface StoreRequest
    permits PendingRequest, StoreRequest.Refresh, StoreRequest.Notice, StoreRequest.LeaseReturn {

  /**
   * Returns the quotas that count this request. One operation takes only requests with equal
   * quotas.
   */
  CountedQuotas quotas();

  /** Returns whether the request applies a foreign transition. */
  default boolean foreign() {
    return false;
  }

  /**
   * Reads the state of the quota, to renew a lease or a cached rejection. No caller waits for the
   * answer.
   */
  record Refresh(Transition<?> transition) implements StoreRequest {
    @Override
    public CountedQuotas quotas() {
      return transition.quotas();
    }

    @Override
    public boolean foreign() {
      return transition instanceof ForeignTransition;
    }
  }

  /**
   * Applies a transition for which no caller waits.
   *
   * @param answered runs after an answer; not after a failure
   */
  record Notice(Transition<?> transition, Runnable answered) implements StoreRequest {
    @Override
    public CountedQuotas quotas() {
      return transition.quotas();
    }
  }

  /**
   * Returns the unused units of an ended lease that no charge has returned.
   *
   * @param attempts the most attempts, because other nodes may be faster
   */
  record LeaseReturn(HeldLease lease, int attempts) implements StoreRequest {
    @Override
    public CountedQuotas quotas() {
      return lease.quotas();
    }
  }
}
