package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.CallOutcome;
import io.limitrate.DecisionListener;
import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.engine.ManualCounts.RejectedKey;
import io.limitrate.internal.log.ListenerSet;
import io.limitrate.internal.log.ThrottledLogger;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notifies listeners and writes the log. A failure of a listener or of the log never reaches the
 * call.
 */
final class Listeners implements AutoCloseable {
  private final StoreUnavailableException unavailable =
      new StoreUnavailableException("the store cannot be reached");
  private final ThrottledLogger log =
      new ThrottledLogger(System.getLogger(Limiter.class.getName()));
  private final RejectionLog rejections = new RejectionLog();
  private final BoundedMemo<String, RejectedKeys> rejectedKeys = new BoundedMemo<>();
  private final ListenerSet<DecisionListener> listeners;

  Listeners(List<DecisionListener> listeners) {
    this.listeners = new ListenerSet<>(listeners, log);
  }

  void decided(LedgerVerdict verdict) {
    for (int i = 0; i < verdict.size(); i++) {
      LedgerCharge charge = verdict.charge(i);
      if (!charge.decision().permitted()) {
        rejections.rejected(charge);
        remember(charge);
      }
    }
    if (listeners.isEmpty()) {
      return;
    }
    for (int i = 0; i < verdict.size(); i++) {
      LedgerCharge charge = verdict.charge(i);
      listeners.notifyEach(listener -> listener.decided(charge));
    }
  }

  /** Remembers the key, unless the call has no readable key or nobody has counted the call. */
  private void remember(LedgerCharge charge) {
    if (charge.countedBy() != CountedBy.NOWHERE) {
      rejectedKeys(charge.policy().name())
          .add(charge.tier().orElse(null), charge.key(), charge.decidedNanos());
    }
  }

  /** Returns the keys of a policy that were rejected most often, the most frequent first. */
  List<RejectedKey> mostRejected(String policy, long nowNanos) {
    return rejectedKeys(policy).most(nowNanos);
  }

  private RejectedKeys rejectedKeys(String policy) {
    return rejectedKeys.get(policy, name -> new RejectedKeys());
  }

  /** Notifies listeners of a call if the deny list rejects the call, and counts it in the log. */
  void listed(Execution execution, Call call) {
    if (execution instanceof Denial) {
      rejections.denied(address(call), rule(call));
      listeners.notifyEach(listener -> listener.denied(call));
    }
  }

  /** Notifies listeners of a request that load shedding rejects, and counts it in the log. */
  void shed(Call call, String priority) {
    rejections.shed(address(call), rule(call));
    listeners.notifyEach(listener -> listener.shed(call, priority));
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  void ended(LedgerCharge charge, CallOutcome outcome, Duration duration) {
    listeners.notifyEach(listener -> listener.ended(charge, outcome, duration));
  }

  /** Returns where the call was made. Application code may implement the call, so this may fail. */
  @Nullable String rule(Call call) {
    try {
      return call.endpoint();
    } catch (RuntimeException e) {
      log.error("A call without a place: its endpoint cannot be read", e);
      return null;
    }
  }

  /**
   * Returns the client of a call that no policy has counted. Application code may implement the
   * call too.
   */
  private @Nullable String address(Call call) {
    try {
      return call.fullAddress();
    } catch (RuntimeException e) {
      log.error("A rejected call without a client: its address cannot be read", e);
      return null;
    }
  }

  /** Logs that the request could not be told about a verdict. */
  void unannounced(RuntimeException cause) {
    log.error("A response lacks its rate limit headers", cause);
  }

  void failed(Policy policy, Throwable thrown) {
    RuntimeException cause =
        thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
    log.error("Policy " + policy.name() + " cannot count and answers " + policy.failure(), cause);
    listeners.notifyEach(listener -> listener.failed(policy, cause));
  }

  /** Logs that a policy cannot decide by the result of a call whether the call counts. */
  void undecided(Policy policy, Throwable cause) {
    log.error("Policy " + policy.name() + " counts a call, because its count fails", cause);
  }

  /** Logs that a policy cannot read or count a ban. Its quotas still decide. */
  void unbanned(Policy policy, RuntimeException cause) {
    log.error("Policy " + policy.name() + " cannot ban a key, so only its quotas decide", cause);
  }

  /** Notifies listeners only: the store has logged already that it cannot be reached. */
  void unavailable(Policy policy) {
    listeners.notifyEach(listener -> listener.failed(policy, unavailable));
  }

  @Override
  public void close() {
    rejections.close();
  }
}
