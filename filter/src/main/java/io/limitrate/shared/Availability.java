package io.limitrate.shared;

import dev.failsafe.CircuitBreaker;
import io.limitrate.StoreListener;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the shared state can be reached: a circuit breaker, which says so once, loudly, whenever
 * that changes. Thread-safe.
 */
final class Availability {
  private static final System.Logger LOG = System.getLogger(SharedStore.class.getName());
  private static final int FAILURES = 5;
  private static final int OF_LAST = 10;
  private static final Duration PAUSE = Duration.ofMillis(400);

  /**
   * Ten heartbeats without an answer: a burst of calls that makes the store slow is over sooner.
   */
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String store;
  private final StoreListener listener;
  private final CircuitBreaker<Object> breaker =
      CircuitBreaker.builder()
          .withFailureThreshold(FAILURES, OF_LAST)
          .withDelay(PAUSE)
          .onOpen(event -> opened())
          .onClose(event -> closed())
          .build();
  private final LongSupplier nanoTime;
  private volatile long openedNanos;
  private volatile boolean available = true;
  private volatile @Nullable Throwable lastCause;

  Availability(String store, StoreListener listener) {
    this(store, listener, System::nanoTime);
  }

  Availability(String store, StoreListener listener, LongSupplier nanoTime) {
    this.store = store;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  boolean available() {
    return available;
  }

  /** Whether it has not been available for so long that a burst of calls cannot be the reason. */
  boolean lost() {
    return !available && nanoTime.getAsLong() - openedNanos >= LOST_NANOS;
  }

  /** Whether it should be tried again although it was not available. */
  boolean mayProbe() {
    return breaker.tryAcquirePermit();
  }

  void succeeded() {
    breaker.recordSuccess();
  }

  /** With why, where that is more than silence. */
  void failed(@Nullable Throwable cause) {
    if (cause != null) {
      lastCause = cause;
    }
    breaker.recordFailure();
  }

  private void opened() {
    if (available) {
      openedNanos = nanoTime.getAsLong();
      available = false;
      LOG.log(
          Level.ERROR,
          "The shared store "
              + store
              + " cannot be reached. Until it can, each policy answers by its failure rule.",
          lastCause);
      listener.availability(false);
    }
  }

  private void closed() {
    if (!available) {
      available = true;
      lastCause = null;
      LOG.log(Level.WARNING, "The shared store " + store + " can be reached again.");
      listener.availability(true);
    }
  }
}
