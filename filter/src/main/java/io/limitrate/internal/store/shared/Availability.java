package io.limitrate.internal.store.shared;

import dev.failsafe.CircuitBreaker;
import io.limitrate.StoreListener;
import io.limitrate.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the shared state can be used: a circuit breaker knows whether it answers in time, and the
 * self-test whether it can be changed without losing charges. Each change of that is one line of
 * the log. Thread-safe.
 */
final class Availability {
  private static final System.Logger LOG = System.getLogger(SharedStore.class.getName());
  private static final int FAILURES = 5;
  private static final int OF_LAST = 10;
  private static final Duration PAUSE = Duration.ofMillis(400);

  /** Two heartbeats show that the store is back. */
  private static final int SUCCESSES = 2;

  /**
   * Ten heartbeats without an answer: a burst of calls that makes the store slow is over sooner.
   */
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String store;
  private final AnswerTimes times;
  private final StoreListener listener;
  private final CircuitBreaker<Object> breaker =
      CircuitBreaker.builder()
          .withFailureThreshold(FAILURES, OF_LAST)
          .withSuccessThreshold(SUCCESSES)
          .withDelay(PAUSE)
          .onOpen(event -> opened())
          .onClose(event -> closed())
          .build();
  private final LongSupplier nanoTime;
  private boolean answers = true;
  private boolean sound = true;
  private volatile long unavailableSinceNanos;
  private volatile boolean available = true;
  private volatile @Nullable Throwable lastCause;

  /**
   * Of a store that is available.
   *
   * @param times knows whether a store without an answer in time is slow
   */
  Availability(String store, AnswerTimes times, StoreListener listener) {
    this(store, times, listener, System::nanoTime);
  }

  Availability(String store, AnswerTimes times, StoreListener listener, LongSupplier nanoTime) {
    this.store = store;
    this.times = times;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  boolean available() {
    return available;
  }

  /** Whether it has not been available for so long that a burst of calls cannot be the reason. */
  boolean lost() {
    return !available && nanoTime.getAsLong() - unavailableSinceNanos >= LOST_NANOS;
  }

  /** Whether it should be tried again although it was not available. */
  boolean mayProbe() {
    return breaker.tryAcquirePermit();
  }

  void succeeded() {
    if (lastCause != null) {
      lastCause = null;
    }
    breaker.recordSuccess();
  }

  /** With why, where that is more than silence. */
  void failed(@Nullable Throwable cause) {
    if (cause != null) {
      lastCause = cause;
    }
    breaker.recordFailure();
  }

  /** No path changes entries without losing charges, for these reasons. */
  synchronized void unsound(Map<Path, String> reasons) {
    if (sound) {
      sound = false;
      LOG.log(
          Level.ERROR,
          "The shared store {0} loses charges or fails by every path: {1}. Until a later test finds"
              + " a sound path, each policy answers by its failure rule.",
          store,
          reasons);
      update();
    }
  }

  /** There is a path again that may be used. */
  synchronized void sound() {
    if (!sound) {
      sound = true;
      LOG.log(Level.WARNING, "The shared store {0} has a path that can be used again.", store);
      update();
    }
  }

  private synchronized void opened() {
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
    String timeout = "store.timeout (" + times.timeout().toMillis() + " ms)";
    return times
        .late()
        .map(
            took ->
                "is slow: an answer took "
                    + took.toMillis()
                    + " ms, longer than "
                    + timeout
                    + ". Until it answers in time, each policy answers by its failure rule: set"
                    + " store.timeout to several times the time of an answer.")
        .orElse(
            "gives no answer within "
                + timeout
                + ". Until it does, each policy answers by its failure rule.");
  }

  private synchronized void closed() {
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
