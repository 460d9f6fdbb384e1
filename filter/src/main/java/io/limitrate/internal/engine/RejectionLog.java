package io.limitrate.internal.engine;

import io.limitrate.Charge;
import io.limitrate.Policy;
import io.limitrate.internal.concurrent.Workers;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rejections to the log {@code io.limitrate.rejections}: one line for a policy's first
 * rejection, then one line for each minute with rejections. The line of a policy in shadow says
 * that the policy would reject. Lines contain no keys. Thread-safe.
 */
final class RejectionLog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.limitrate.rejections");

  /** The running minute of each policy that rejected a call within the last minute. */
  private final Map<String, Minute> minutes = new ConcurrentHashMap<>();

  private final Consumer<Runnable> afterAMinute;
  private final Runnable endOfTimer;
  private volatile boolean closed;

  RejectionLog() {
    // The first rejection starts the only thread, which ends after ten idle seconds.
    ScheduledThreadPoolExecutor executor = Workers.timer("limitrate-rejections-");
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    this.afterAMinute =
        task -> {
          Future<?> unused = executor.schedule(task, 1, TimeUnit.MINUTES);
        };
    this.endOfTimer = () -> Workers.close(executor);
  }

  /** Creates a log whose minutes are ended by a test. */
  RejectionLog(Consumer<Runnable> afterAMinute) {
    this.afterAMinute = afterAMinute;
    this.endOfTimer = () -> {};
  }

  /** Counts a rejection, also if it is not enforced. */
  void rejected(Charge charge) {
    String rule = charge.rule().orElse(null);
    Minute minute = minutes.get(charge.policy().name());
    if (minute == null) {
      minute = begin(charge, rule);
    }
    if (minute != null) {
      minute.add(charge, rule);
    }
  }

  /**
   * Starts the policy's minute. Returns the minute that another thread has started meanwhile;
   * {@code null} if this call started one (the first line covers that rejection), or if the log is
   * closed.
   */
  private @Nullable Minute begin(Charge charge, @Nullable String rule) {
    Policy policy = charge.policy();
    if (closed) {
      return null;
    }
    Minute minute = minutes.putIfAbsent(policy.name(), new Minute(policy));
    if (minute == null) {
      String place = rule == null ? "code of the application" : rule;
      log(
          policy,
          charge.enforced(),
          "a call at " + place + "; while that goes on, one line a minute follows");
      endAfterAMinute(policy);
    }
    return minute;
  }

  private void endAfterAMinute(Policy policy) {
    try {
      afterAMinute.accept(() -> end(policy));
    } catch (RejectedExecutionException e) {
      minutes.remove(policy.name());
    }
  }

  private void end(Policy policy) {
    Minute minute = minutes.get(policy.name());
    if (minute != null && minute.logAndReset()) {
      endAfterAMinute(policy);
    } else {
      minutes.remove(policy.name());
    }
  }

  private static void log(Policy policy, boolean enforced, String what) {
    LOG.log(Level.INFO, "Policy {0} {1} {2}", policy.name(), verb(policy, enforced), what);
  }

  private static String verb(Policy policy, boolean enforced) {
    if (enforced) {
      return "rejects";
    }
    return policy.shadow()
        ? "is in shadow and would reject"
        : "is enforced for " + policy.enforce() + " of its keys and would reject";
  }

  /** Logs the running minutes and ends the thread. Later rejections are not logged. */
  @Override
  public void close() {
    closed = true;
    endOfTimer.run();
    minutes.values().forEach(Minute::logAndReset);
    minutes.clear();
  }

  /** Counts the rejections of one policy, minute after minute. */
  private static final class Minute {
    private final Policy policy;
    private volatile RejectionTally tally = new RejectionTally();

    Minute(Policy policy) {
      this.policy = policy;
    }

    void add(Charge charge, @Nullable String rule) {
      tally.add(charge.key(), rule, charge.enforced());
    }

    /**
     * Logs the rejections since the last call, if there are any, and resets the count. Returns
     * whether there were rejections.
     */
    boolean logAndReset() {
      RejectionTally counted = tally;
      tally = new RejectionTally();
      if (counted.isEmpty()) {
        return false;
      }
      log(policy, counted.anyEnforced(), counted.text());
      return true;
    }
  }
}
