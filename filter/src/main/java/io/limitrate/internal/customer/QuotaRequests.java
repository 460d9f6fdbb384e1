package io.limitrate.internal.customer;

import io.limitrate.QuotaProvider.Request;
import io.limitrate.QuotaProvider.Settings;
import io.limitrate.Quotas;
import io.limitrate.internal.concurrent.CompletionStages;
import io.limitrate.internal.concurrent.ContextClassLoader;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one policy to the provider: at most one for each customer, and {@value #MOST} in
 * all. The last {@value #RESERVED} are for customers whose quotas are known, so that invented
 * customers do not stop the refresh. A request without an answer ends at the first call after its
 * time-out. Thread-safe.
 */
final class QuotaRequests {
  static final int MOST = 64;
  static final int RESERVED = 16;
  private static final long BETWEEN_SWEEPS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String policy;
  private final Settings settings;
  private final Executor executor;
  private final Answers answers;
  private final Map<String, Ask> running = new ConcurrentHashMap<>();
  private final Semaphore free = new Semaphore(MOST);

  /** The requests that wait for a thread, among them requests that have ended meanwhile. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final AtomicLong nextSweepNanos;
  private volatile boolean closed;

  QuotaRequests(
      String policy, Settings settings, Executor executor, Answers answers, long nowNanos) {
    this.policy = policy;
    this.settings = settings;
    this.executor = executor;
    this.answers = answers;
    this.nextSweepNanos = new AtomicLong(nowNanos);
  }

  /** Receives the end of each request, once, unless the request is dropped. */
  interface Answers {
    /** Returns whether this is still what is known, so that a request is needed. */
    boolean stands(String customer, Known before);

    void answered(String customer, Known before, Optional<Quotas> answer);

    void failed(String customer, Known before, Throwable cause);

    /**
     * A request is over during which {@link QuotaRequests#drop} was called: a new one may be due.
     */
    void dropped(String customer);

    /** The provider has too many requests, so it is not asked about a customer. */
    void full();
  }

  /** Asks the provider, unless it is being asked about this customer. Does not wait. */
  void ask(String customer, Known before, long nowNanos) {
    Ask asked = running.get(customer);
    if (asked != null) {
      asked.endIfLate(nowNanos);
    } else if (!closed && acquire(before, nowNanos)) {
      Ask ask = new Ask(customer, before, nowNanos + settings.timeout().toNanos());
      if (running.putIfAbsent(customer, ask) != null) {
        free.release();
      } else if (!answers.stands(customer, before)) {
        ask.drop();
      } else {
        submit(ask);
      }
    }
  }

  /**
   * Ends the request about a customer without an answer, if there is one. The next request starts
   * after the provider has returned.
   */
  void drop(String customer) {
    Ask asked = running.get(customer);
    if (asked != null) {
      asked.again = true;
      asked.drop();
    }
  }

  /** Ends all requests without an answer, and starts no more. */
  void close() {
    closed = true;
    running.values().forEach(Ask::drop);
  }

  private synchronized boolean acquire(Known before, long nowNanos) {
    int kept = before.quotas() == null ? RESERVED : 0;
    if (waiting.get() < MOST - kept && free.availablePermits() > kept && free.tryAcquire()) {
      return true;
    }
    sweep(nowNanos);
    answers.full();
    return false;
  }

  /** Ends late requests about customers who make no more calls. */
  private void sweep(long nowNanos) {
    long dueNanos = nextSweepNanos.get();
    if (nowNanos - dueNanos >= 0
        && nextSweepNanos.compareAndSet(dueNanos, nowNanos + BETWEEN_SWEEPS_NANOS)) {
      running.values().forEach(ask -> ask.endIfLate(nowNanos));
    }
  }

  private void submit(Ask ask) {
    waiting.incrementAndGet();
    try {
      executor.execute(ask);
    } catch (RuntimeException e) {
      waiting.decrementAndGet();
      ask.fail(e);
    }
  }

  /** One request. */
  private final class Ask implements Runnable {
    private final String customer;
    private final Known before;
    private final long endNanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable CompletionStage<?> stage;

    /**
     * Whether a thread runs the provider for this request now. Until the provider returns, no other
     * request for this customer starts.
     */
    private volatile boolean asking;

    private volatile boolean again;

    Ask(String customer, Known before, long endNanos) {
      this.customer = customer;
      this.before = before;
      this.endNanos = endNanos;
    }

    @Override
    public void run() {
      waiting.decrementAndGet();
      asking = true;
      try {
        if (!ended.get()) {
          ContextClassLoader.run(settings.provider().getClass().getClassLoader(), this::find);
        }
      } finally {
        asking = false;
        if (ended.get()) {
          leave();
          cancel();
        }
      }
    }

    private void find() {
      try {
        CompletionStage<Optional<Quotas>> asked =
            Objects.requireNonNull(
                settings.provider().quotas(new Request(policy, customer)),
                "the provider returned null instead of a stage");
        stage = asked;
        asked.whenComplete(this::conclude);
      } catch (Throwable e) { // an error, too, must end the request
        fail(e);
      }
    }

    private void conclude(Optional<Quotas> answer, @Nullable Throwable failure) {
      if (failure != null) {
        fail(CompletionStages.cause(failure));
        return;
      }
      try {
        Objects.requireNonNull(answer, "the provider answered null instead of an Optional");
        end(() -> answers.answered(customer, before, answer));
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    void endIfLate(long nowNanos) {
      if (nowNanos - endNanos >= 0) {
        fail(new TimeoutException("no answer within " + settings.timeout().toMillis() + " ms"));
        cancel();
      }
    }

    void fail(Throwable cause) {
      end(() -> answers.failed(customer, before, cause));
    }

    void drop() {
      end(() -> {});
      cancel();
    }

    /** Stores the result before it permits the next request for the customer. */
    private void end(Runnable result) {
      if (ended.compareAndSet(false, true)) {
        try {
          result.run();
        } finally {
          free.release();
          if (!asking) {
            leave();
          }
        }
      }
    }

    /** Permits the next request for the customer. */
    private void leave() {
      if (running.remove(customer, this) && again) {
        answers.dropped(customer);
      }
    }

    private void cancel() {
      CompletionStage<?> asked = stage;
      try {
        if (asked != null) {
          asked.toCompletableFuture().cancel(true);
        }
      } catch (RuntimeException e) {
        // A stage that cannot be cancelled goes on, and its answer is ignored.
      }
    }
  }
}
