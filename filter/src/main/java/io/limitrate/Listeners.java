package io.limitrate;

import io.limitrate.internal.log.Audience;
import io.limitrate.internal.log.QuietLog;
import java.util.List;

/** Tells listeners, and the log, none of which can disturb a call. */
final class Listeners implements AutoCloseable {
  private final StoreUnavailableException unavailable =
      new StoreUnavailableException("the store cannot be reached");
  private final QuietLog log = new QuietLog(System.getLogger(Limiter.class.getName()));
  private final RejectionLog rejections = new RejectionLog();
  private final Audience<DecisionListener> audience;

  Listeners(List<DecisionListener> listeners) {
    this.audience = new Audience<>(listeners, log);
  }

  void decided(Call call, Charge[] charges) {
    for (Charge charge : charges) {
      if (!charge.decision().permitted()) {
        rejected(charge, call);
      }
    }
    if (audience.isEmpty()) {
      return;
    }
    for (Charge charge : charges) {
      audience.tell(listener -> listener.decided(charge));
    }
  }

  /** The call may be one of the application's own, whose endpoint throws. */
  private void rejected(Charge charge, Call call) {
    try {
      rejections.rejected(charge, call);
    } catch (RuntimeException e) {
      log.error("A rejection by policy " + charge.policy().name() + " is not logged", e);
    }
  }

  void failed(Policy policy, Throwable thrown) {
    RuntimeException cause =
        thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
    log.error("Policy " + policy.name() + " cannot count and answers " + policy.failure(), cause);
    audience.tell(listener -> listener.failed(policy, cause));
  }

  /** The store has told the log already that it is lost. */
  void unavailable(Policy policy) {
    audience.tell(listener -> listener.failed(policy, unavailable));
  }

  @Override
  public void close() {
    rejections.close();
  }
}
