package io.limitrate.internal.engine;

import io.limitrate.Charge;
import io.limitrate.Key;
import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.internal.concurrent.Workers;
import io.limitrate.internal.log.ThrottledLogger;
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
 * rejection, then one line for each minute with rejections. The deny list and load shedding have
 * lines of their own. The line of a policy in shadow says that the policy would reject. Lines
 * contain no keys. A logger that fails loses its lines only. Thread-safe.
 */
final class RejectionLog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.limitrate.rejections");
  private static final ThrottledLogger FAILURES =
      new ThrottledLogger(System.getLogger(Limiter.class.getName()));

  /** The subjects of lines without a policy. No policy can have such a name. */
  private static final String DENY = "The deny list";

  private static final String SHED = "Load shedding";

  private static final Key ADDRESSES = Key.random();

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
    Policy policy = charge.policy();
    count(policy.name(), policy, charge.key(), rule, charge.enforced());
  }

  /** Counts a rejection by the deny list. */
  void denied(@Nullable String address, @Nullable String rule) {
    count(DENY, null, ADDRESSES.with(0, address == null ? "" : address), rule, true);
  }

  /** Counts a rejection by load shedding. */
  void shed(@Nullable String address, @Nullable String rule) {
    count(SHED, null, ADDRESSES.with(0, address == null ? "" : address), rule, true);
  }

  private void count(
      String name, @Nullable Policy policy, Key key, @Nullable String rule, boolean enforced) {
    Minute minute = minutes.get(name);
    if (minute == null) {
      minute = begin(name, policy, rule, enforced);
    }
    if (minute != null) {
      minute.tally.add(key, rule, enforced);
    }
  }

  /**
   * Starts the policy's minute. Returns the minute that another thread has started meanwhile;
   * {@code null} if this call started one (the first line covers that rejection), or if the log is
   * closed.
   */
  private @Nullable Minute begin(
      String name, @Nullable Policy policy, @Nullable String rule, boolean enforced) {
    if (closed) {
      return null;
    }
    Minute minute = minutes.putIfAbsent(name, new Minute(name, policy));
    if (minute == null) {
      log(
          name,
          policy,
          enforced,
          "a call at " + place(policy, rule) + "; while that goes on, one line a minute follows");
      endAfterAMinute(name);
    }
    return minute;
  }

  private static String place(@Nullable Policy policy, @Nullable String rule) {
    if (rule != null) {
      return rule;
    }
    return policy == null ? "a place without a rule" : "code of the application";
  }

  private void endAfterAMinute(String name) {
    try {
      afterAMinute.accept(() -> end(name));
    } catch (RejectedExecutionException e) {
      minutes.remove(name);
    }
  }

  private void end(String name) {
    Minute minute = minutes.get(name);
    if (minute != null && minute.logAndReset()) {
      endAfterAMinute(name);
    } else {
      minutes.remove(name);
    }
  }

  private static void log(String name, @Nullable Policy policy, boolean enforced, String what) {
    String who = policy == null ? name : "Policy " + name;
    try {
      LOG.log(Level.INFO, "{0} {1} {2}", who, verb(policy, enforced), what);
    } catch (RuntimeException e) {
      FAILURES.error("The log of rejections lacks a line: its logger failed", e);
    }
  }

  private static String verb(@Nullable Policy policy, boolean enforced) {
    if (enforced || policy == null) {
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

  /**
   * Counts the rejections of one policy, of the deny list or of load shedding, minute after minute.
   */
  private static final class Minute {
    private final String name;
    private final @Nullable Policy policy;
    private volatile RejectionTally tally = new RejectionTally();

    Minute(String name, @Nullable Policy policy) {
      this.name = name;
      this.policy = policy;
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
      log(name, policy, counted.anyEnforced(), counted.text());
      return true;
    }
  }
}
