package io.limitrate.internal.store.shared;

import io.limitrate.StoreListener;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.concurrent.CircuitBreaker;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the shared state is usable: a circuit breaker tells whether the store answers in
 * time, and the self-test tells whether updates lose charges. Each change is one log line.
 * Thread-safe.
 */
final class Availability implements CircuitBreaker.Listener {
  private static final System.Logger LOG = System.getLogger(SharedStore.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(400);

  /** Successful heartbeats that close the circuit breaker. */
  private static final int PROBES = 2;

  /** Ten heartbeats without an answer. A burst of calls that makes the store slow ends sooner. */
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String store;
  private final AnswerTimes times;
  private final StoreListener listener;
  private final CircuitBreaker breaker;
  private final LongSupplier nanoTime;
  private boolean answers = true;
  private boolean sound = true;
  private volatile long unavailableSinceNanos;
  private volatile boolean available = true;
  private volatile @Nullable Throwable lastCause;

  /**
   * Creates the state of an available store.
   *
   * @param times knows whether late answers show a slow store
   */
  Availability(String store, AnswerTimes times, StoreListener listener) {
    this(store, times, listener, System::nanoTime);
  }

  Availability(String store, AnswerTimes times, StoreListener listener, LongSupplier nanoTime) {
    this.store = store;
    this.times = times;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.breaker = new CircuitBreaker(PROBES, PAUSE, nanoTime, this);
  }

  boolean available() {
    return available;
  }

  /**
   * Returns whether the store has been unavailable for at least five seconds, which is longer than
   * a burst of calls can cause.
   */
  boolean lost() {
    return !available && nanoTime.getAsLong() - unavailableSinceNanos >= LOST_NANOS;
  }

  /** Returns whether a heartbeat should try an unavailable store now. */
  boolean mayProbe() {
    return breaker.tryAcquire();
  }

  void succeeded() {
    if (lastCause != null) {
      lastCause = null;
    }
    breaker.succeeded();
  }

  /**
   * Notes a failure.
   *
   * @param cause {@code null} when the store gave no answer
   */
  void failed(@Nullable Throwable cause) {
    if (cause != null) {
      lastCause = cause;
    }
    breaker.failed();
  }

  /** Notes that no update strategy is usable, with the reasons. */
  synchronized void unsound(Map<UpdateStrategy, String> reasons) {
    if (sound) {
      sound = false;
      LOG.log(
          Level.ERROR,
          "The shared store {0} loses charges or fails with every update strategy: {1}. Until a"
              + " later test finds a usable strategy, each policy answers by its failure rule.",
          store,
          reasons);
      update();
    }
  }

  /** Notes that an update strategy is usable again. */
  synchronized void sound() {
    if (!sound) {
      sound = true;
      LOG.log(Level.WARNING, "The shared store {0} has a usable update strategy again.", store);
      update();
    }
  }

  @Override
  public synchronized void opened() {
    if (answers) {
      answers = false;
      Throwable cause = lastCause;
      LOG.log(Level.ERROR, "The shared store " + store + " " + trouble(cause), cause);
      update();
    }
  }

  private String trouble(@Nullable Throwable cause) {
    if (cause != null && !(cause instanceof StoreUnavailableException)) {
      return "fails. Until it works again, each policy answers by its failure rule.";
    }
    String timeout = "the store's timeout (" + times.timeout().toMillis() + " ms)";
    return times
        .late()
        .map(
            took ->
                "is slow: an answer took "
                    + took.toMillis()
                    + " ms, longer than "
                    + timeout
                    + ". Until it answers in time, each policy answers by its failure rule: set"
                    + " timeout in the section store to several times the time of an answer.")
        .orElse(
            "gives no answer within "
                + timeout
                + ". Until it does, each policy answers by its failure rule.");
  }

  @Override
  public synchronized void closed() {
    if (!answers) {
      answers = true;
      LOG.log(Level.WARNING, "The shared store " + store + " answers in time again.");
      update();
    }
  }

  private void update() {
    boolean now = answers && sound;
    if (now != available) {
      unavailableSinceNanos = nanoTime.getAsLong();
      available = now;
      listener.availability(now);
    }
  }
}
