package io.limitrate.internal.store.shared;

import io.limitrate.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * One try to reach the shared state. It ends when the store has given no answer for the time-out;
 * where the store answers, but other nodes change the entry first again and again, it ends after
 * {@value #MOST_TIMEOUTS} time-outs. Thread-safe.
 */
final class Try {
  static final int MOST_TIMEOUTS = 4;

  private final LongConsumer answerNanos;
  private final long timeoutNanos;
  private final long lastNanos;
  private final AtomicBoolean judged = new AtomicBoolean();
  private volatile long askedNanos;
  private volatile long endNanos;
  private volatile boolean answered;

  Try(Duration timeout) {
    this(timeout, nanos -> {});
  }

  /** A try that tells how long each answer takes. */
  Try(Duration timeout, LongConsumer answerNanos) {
    long nowNanos = System.nanoTime();
    this.answerNanos = answerNanos;
    this.askedNanos = nowNanos;
    this.timeoutNanos = timeout.toNanos();
    this.endNanos = nowNanos + timeoutNanos;
    this.lastNanos = nowNanos + MOST_TIMEOUTS * timeoutNanos;
  }

  long leftNanos() {
    return leftNanos(System.nanoTime(), endNanos);
  }

  /** The time left for a caller who began this try, while another try does the work. */
  long leftNanos(@Nullable Try working) {
    long nowNanos = System.nanoTime();
    long ownNanos = endNanos;
    long othersNanos = working == null ? ownNanos : working.endNanos;
    return leftNanos(nowNanos, ownNanos - othersNanos > 0 ? ownNanos : othersNanos);
  }

  private long leftNanos(long nowNanos, long untilNanos) {
    return Math.min(untilNanos - nowNanos, lastNanos - nowNanos);
  }

  /**
   * The store has answered one of the requests that this takes; an answer too late changes nothing.
   */
  void answered() {
    long nowNanos = System.nanoTime();
    answered = true;
    answerNanos.accept(nowNanos - askedNanos);
    askedNanos = nowNanos;
    if (leftNanos(nowNanos, endNanos) > 0) {
      endNanos = nowNanos + timeoutNanos;
    }
  }

  /** Waits for an answer as long as there is time. */
  <T extends @Nullable Object> T await(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().get(Math.max(0, leftNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.thenRunAsync(this::late, Stages.AT_ONCE);
      throw new StoreUnavailableException("no answer of the shared store in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while the shared store was asked");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : new CacheException(e);
    }
  }

  private void late() {
    answerNanos.accept(System.nanoTime() - askedNanos);
  }

  /** Ends a try that is late because other nodes were faster every time. */
  void check() {
    if (leftNanos() <= 0) {
      throw new StoreUnavailableException(
          "the entry was not changed in time: the store is slow, or other nodes were faster");
    }
  }

  boolean silent() {
    return !answered;
  }

  /** Whether nobody has told the circuit breaker yet how this went: true once. */
  boolean judge() {
    return judged.compareAndSet(false, true);
  }
}
