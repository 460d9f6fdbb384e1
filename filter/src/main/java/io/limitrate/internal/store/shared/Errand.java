package io.limitrate.internal.store.shared;

import io.limitrate.Quotas;
import io.limitrate.Transition;
import io.limitrate.internal.algorithm.Unused;

/** What a node has to say to the shared state of one key. */
sealed interface Errand permits Question, Errand.Look, Errand.Return {

  /** Those that it is counted by; what goes together has the same. */
  Quotas quotas();

  /** Whether it is about attempts at a login. */
  default boolean ofAttempt() {
    return false;
  }

  /** A look at where the quota stands, to renew a lease or a rejection; nobody waits for it. */
  record Look(Transition transition) implements Errand {
    @Override
    public Quotas quotas() {
      return transition.quotas();
    }

    @Override
    public boolean ofAttempt() {
      return transition instanceof Transition.Attempt;
    }
  }

  /** What was left of a lease. */
  record Return(Quotas quotas, Unused unused) implements Errand {}
}
