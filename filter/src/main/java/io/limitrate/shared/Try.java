package io.limitrate.shared;

import io.limitrate.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * One try to reach the shared state: by when it has to be done, and whether the store has said
 * anything at all so far. Thread-safe.
 */
final class Try {
  private final long endNanos;
  private final AtomicBoolean judged = new AtomicBoolean();
  private volatile boolean answered;

  Try(Duration timeout) {
    this.endNanos = System.nanoTime() + timeout.toNanos();
  }

  long leftNanos() {
    return endNanos - System.nanoTime();
  }

  /** The store has answered one of the requests that this takes. */
  void answered() {
    answered = true;
  }

  /** Waits for an answer as long as there is time. */
  <T extends @Nullable Object> T await(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().get(Math.max(0, leftNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new StoreUnavailableException("no answer of the shared store in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while the shared store was asked");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : new CacheException(e);
    }
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
