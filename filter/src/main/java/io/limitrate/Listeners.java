package io.limitrate;

import java.util.List;
import java.util.function.Consumer;

/** Tells listeners, and the log, none of which can disturb a call. */
final class Listeners {
  private final DecisionListener[] listeners;
  private final StoreUnavailableException unavailable =
      new StoreUnavailableException("the store cannot be reached");
  private final QuietLog log = new QuietLog(System.getLogger(Limiter.class.getName()));

  Listeners(List<DecisionListener> listeners) {
    this.listeners = listeners.toArray(DecisionListener[]::new);
  }

  void decided(Charge[] charges) {
    if (listeners.length == 0) {
      return;
    }
    for (Charge charge : charges) {
      tell(listener -> listener.decided(charge));
    }
  }

  void failed(Policy policy, RuntimeException cause) {
    log.error("Policy " + policy.name() + " cannot count and answers " + policy.failure(), cause);
    tell(listener -> listener.failed(policy, cause));
  }

  /** The store has told the log already that it is lost. */
  void unavailable(Policy policy) {
    if (listeners.length > 0) {
      tell(listener -> listener.failed(policy, unavailable));
    }
  }

  private void tell(Consumer<DecisionListener> message) {
    for (DecisionListener listener : listeners) {
      try {
        message.accept(listener);
      } catch (RuntimeException e) {
        log.error("A listener failed: " + listener.getClass().getName(), e);
      }
    }
  }
}
