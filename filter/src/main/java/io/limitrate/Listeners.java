package io.limitrate;

import java.util.List;

/** Tells listeners, and the log, none of which can disturb a call. */
final class Listeners {
  private final StoreUnavailableException unavailable =
      new StoreUnavailableException("the store cannot be reached");
  private final QuietLog log = new QuietLog(System.getLogger(Limiter.class.getName()));
  private final Audience<DecisionListener> audience;

  Listeners(List<DecisionListener> listeners) {
    this.audience = new Audience<>(listeners, log);
  }

  void decided(Charge[] charges) {
    if (audience.isEmpty()) {
      return;
    }
    for (Charge charge : charges) {
      audience.tell(listener -> listener.decided(charge));
    }
  }

  void failed(Policy policy, RuntimeException cause) {
    log.error("Policy " + policy.name() + " cannot count and answers " + policy.failure(), cause);
    audience.tell(listener -> listener.failed(policy, cause));
  }

  /** The store has told the log already that it is lost. */
  void unavailable(Policy policy) {
    audience.tell(listener -> listener.failed(policy, unavailable));
  }
}
