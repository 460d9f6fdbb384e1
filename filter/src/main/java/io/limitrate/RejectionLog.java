package io.limitrate;

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
 * Leaves a trace of rejections in the log {@code io.limitrate.rejections}: the first of a policy at
 * once, then one line for each minute that has some. A policy in shadow has its own words. Never
 * names a key. Thread-safe.
 */
final class RejectionLog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("io.limitrate.rejections");

  /** The tallies of policies that have rejected something less than a minute ago. */
  private final Map<String, Minute> minutes = new ConcurrentHashMap<>();

  private final Consumer<Runnable> afterAMinute;
  private final Runnable endOfTimer;
  private volatile boolean closed;

  RejectionLog() {
    // Its one thread begins with the first rejection, and ends when there were none for a while.
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, Workers.named("limitrate-rejections-"));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    this.afterAMinute =
        task -> {
          Future<?> unused = executor.schedule(task, 1, TimeUnit.MINUTES);
        };
    this.endOfTimer = executor::shutdown;
  }

  /** For tests, which say when a minute has passed. */
  RejectionLog(Consumer<Runnable> afterAMinute) {
    this.afterAMinute = afterAMinute;
    this.endOfTimer = () -> {};
  }

  /** Takes a rejection into account, also one in shadow. */
  void rejected(Charge charge, Call call) {
    Minute minute = minutes.get(charge.policy().name());
    if (minute == null) {
      minute = begin(charge.policy(), call.endpoint());
    }
    if (minute != null) {
      minute.add(charge.key(), call.endpoint());
    }
  }

  /**
   * Begins a minute unless there is one; {@code null} for the rejection that has begun it, and
   * after the end of the log, which takes no more rejections.
   */
  private @Nullable Minute begin(Policy policy, @Nullable String rule) {
    if (closed) {
      return null;
    }
    Minute minute = minutes.putIfAbsent(policy.name(), new Minute(policy));
    if (minute == null) {
      String place = rule == null ? "code of the application" : rule;
      log(policy, "a call at " + place + "; while that goes on, one line a minute follows");
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
    if (minute != null && minute.tell()) {
      endAfterAMinute(policy);
    } else {
      minutes.remove(policy.name());
    }
  }

  private static void log(Policy policy, String what) {
    LOG.log(
        Level.INFO,
        "Policy {0} {1} {2}",
        policy.name(),
        policy.shadow() ? "is in shadow and would reject" : "rejects",
        what);
  }

  /** Logs the last minute, and ends the thread. Later rejections leave no line. */
  @Override
  public void close() {
    closed = true;
    endOfTimer.run();
    minutes.values().forEach(Minute::tell);
    minutes.clear();
  }

  /** A policy's minute, which begins anew when it was told. */
  private static final class Minute {
    private final Policy policy;
    private volatile RejectionTally tally = new RejectionTally();

    Minute(Policy policy) {
      this.policy = policy;
    }

    void add(Key key, @Nullable String rule) {
      tally.add(key, rule);
    }

    /** Tells what was counted, if anything was, and begins to count anew. */
    boolean tell() {
      RejectionTally told = tally;
      tally = new RejectionTally();
      if (told.isEmpty()) {
        return false;
      }
      log(policy, told.text());
      return true;
    }
  }
}
