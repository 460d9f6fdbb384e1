package io.limitrate.internal.store.shared.strategy;

import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.concurrent.CompletionStages;
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
 * The deadline of one operation on the shared state. The deadline passes when the store has given
 * no answer for the time-out. While the store answers, but other nodes update the entry first, the
 * deadline moves, up to {@value #MOST_TIMEOUTS} time-outs in all. Thread-safe.
 */
public final class Deadline {
  static final int MOST_TIMEOUTS = 4;

  private final LongConsumer answerNanos;
  private final long timeoutNanos;
  private final long lastNanos;
  private final AtomicBoolean reported = new AtomicBoolean();
  private volatile long askedNanos;
  private volatile long endNanos;
  private volatile boolean answered;

  public Deadline(Duration timeout) {
    this(timeout, nanos -> {});
  }

  /** Creates a deadline that reports the duration of each answer. */
  public Deadline(Duration timeout, LongConsumer answerNanos) {
    long nowNanos = System.nanoTime();
    this.answerNanos = answerNanos;
    this.askedNanos = nowNanos;
    this.timeoutNanos = timeout.toNanos();
    this.endNanos = nowNanos + timeoutNanos;
    this.lastNanos = nowNanos + MOST_TIMEOUTS * timeoutNanos;
  }

  public long remainingNanos() {
    return remainingNanos(System.nanoTime(), endNanos);
  }

  /** Returns the time left for a caller that waits while another operation runs. */
  public long remainingNanos(@Nullable Deadline running) {
    long nowNanos = System.nanoTime();
    long ownNanos = endNanos;
    long othersNanos = running == null ? ownNanos : running.endNanos;
    return remainingNanos(nowNanos, ownNanos - othersNanos > 0 ? ownNanos : othersNanos);
  }

  private long remainingNanos(long nowNanos, long untilNanos) {
    return Math.min(untilNanos - nowNanos, lastNanos - nowNanos);
  }

  /** Notes an answer of the store. An answer in time moves the deadline; a late answer does not. */
  public void answered() {
    long nowNanos = System.nanoTime();
    answered = true;
    answerNanos.accept(nowNanos - askedNanos);
    askedNanos = nowNanos;
    if (remainingNanos(nowNanos, endNanos) > 0) {
      endNanos = nowNanos + timeoutNanos;
    }
  }

  /**
   * Waits for an answer until the deadline.
   *
   * @throws StoreUnavailableException when there is no answer in time, or the thread is interrupted
   * @throws RuntimeException when the operation fails
   */
  <T extends @Nullable Object> T await(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().get(Math.max(0, remainingNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.thenRunAsync(this::late, CompletionStages.SAME_THREAD);
      throw new StoreUnavailableException("no answer of the shared store in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting for the shared store");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : new CacheException(e);
    }
  }

  private void late() {
    answerNanos.accept(System.nanoTime() - askedNanos);
  }

  /**
   * Rejects an operation whose deadline has passed because other nodes updated the entry first each
   * time.
   *
   * @throws StoreUnavailableException when the deadline has passed
   */
  public void check() {
    if (remainingNanos() <= 0) {
      throw new StoreUnavailableException(
          "the entry was not updated in time: the store is slow, or other nodes were faster");
    }
  }

  public boolean unanswered() {
    return !answered;
  }

  /** Returns true to the first caller, which reports the result to the circuit breaker. */
  public boolean claimReport() {
    return reported.compareAndSet(false, true);
  }
}
