package io.limitrate;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells listeners, and the log, none of which can disturb a call. */
final class Listeners {
  private static final System.Logger LOG = System.getLogger(Limiter.class.getName());
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final DecisionListener[] listeners;
  private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - QUIET_NANOS);

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
    log("Policy " + policy.name() + " cannot count and answers " + policy.failure(), cause);
    tell(listener -> listener.failed(policy, cause));
  }

  private void tell(Consumer<DecisionListener> message) {
    for (DecisionListener listener : listeners) {
      try {
        message.accept(listener);
      } catch (RuntimeException e) {
        log("A listener failed: " + listener.getClass().getName(), e);
      }
    }
  }

  /** A failing store fails for every call, so one line in ten seconds speaks for all. */
  private void log(String message, RuntimeException cause) {
    long nowNanos = System.nanoTime();
    long lastNanos = loggedNanos.get();
    if (nowNanos - lastNanos >= QUIET_NANOS && loggedNanos.compareAndSet(lastNanos, nowNanos)) {
      LOG.log(Level.ERROR, message, cause);
    }
  }
}
