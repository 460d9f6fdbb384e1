package io.limitrate.internal.store.shared;

import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.StoreOperation;
import io.limitrate.internal.algorithm.AttemptState;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.store.shared.Batch.Outcome;
import io.limitrate.internal.store.shared.Path.Entry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The shared state as one node reaches it: the provider's caches, the path that is right there, and
 * what is to be told of each operation.
 */
final class Remote {
  /** Nodes that write states in another form have entries of their own. */
  private static final String FORM = String.valueOf(StateText.VERSION);

  private static final int CLOCK = 3;

  private final StateCaches offered;
  private final Duration timeout;
  private final String clockName;
  private final AnswerTimes answerTimes;
  private final Availability availability;
  private final StoreListener listener;
  private volatile Ways ways;
  private final ThrottledLogger log =
      new ThrottledLogger(System.getLogger(SharedStore.class.getName()));

  Remote(
      StateCaches caches,
      Set<Path> used,
      Duration timeout,
      Key root,
      AnswerTimes answerTimes,
      Availability availability,
      StoreListener listener) {
    this.offered = caches;
    this.ways = Ways.of(caches, used);
    this.timeout = timeout;
    this.clockName = FORM + "clock-" + root.with(CLOCK, "").text();
    this.answerTimes = answerTimes;
    this.availability = availability;
    this.listener = listener;
  }

  /** Changes entries by these paths from now on. */
  void use(Set<Path> used) {
    ways = Ways.of(offered, used);
  }

  Duration timeout() {
    return timeout;
  }

  Try attempt() {
    return new Try(timeout, answerTimes::took);
  }

  /** The entry that the clocks of an application's nodes meet at. */
  Target clock() {
    Ways now = ways;
    return now.target(now.caches().ofLimits(Retention.FOREVER), clockName);
  }

  /** The entry of a key, and how it is changed at the moment. */
  Target target(Key key, Errand errand) {
    Ways now = ways;
    Retention retention = Retention.of(errand.quotas().retentionNanos());
    SharedCache cache =
        errand.ofAttempt() ? now.caches().ofAttempts(retention) : now.caches().ofLimits(retention);
    return now.target(cache, FORM + key.text());
  }

  /** Moves the clock; the store is available if that works. */
  void tick(ClusterClock clock, Try attempt) {
    Target target = clock();
    RuntimeException failure = null;
    try {
      clock.tick(target, attempt);
      attempt.answered();
    } catch (UnreadableStateException e) {
      failure = e;
      alarm(target.entry(), e);
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      judge(attempt, failure);
    }
  }

  /** Asks and charges; a charge may be made twice where the provider repeats what it lost. */
  Outcome charge(Target target, Batch batch, Try attempt) {
    return measured(target.entry(), batch, attempt, () -> target.change(batch, attempt));
  }

  /**
   * Asks and charges without holding a thread.
   *
   * @param target one that holds no thread
   * @param local what this node knows of the key
   * @param driver works out what came of an entry processor, rather than its provider's thread
   * @param workers make the charge where others are always faster
   */
  CompletionStage<Outcome> charge(
      Target target,
      LocalEntry local,
      Batch batch,
      Try attempt,
      Executor driver,
      Executor workers) {
    Entry entry = target.entry();
    AsyncProcessor processor = entry.shared().processor();
    long startNanos = System.nanoTime();
    CompletionStage<Outcome> made =
        processor == null
            ? exchanged(entry, local, batch, attempt, workers)
            : new ProcessorCharge(processor, entry.key(), batch, attempt, driver).make();
    return made.exceptionallyComposeAsync(
            failure -> alarmed(entry, failure, workers), Stages.AT_ONCE)
        .whenCompleteAsync(
            (outcome, failure) -> charged(batch, outcome, failure, attempt, startNanos),
            Stages.AT_ONCE);
  }

  private static CompletionStage<Outcome> exchanged(
      Entry entry, LocalEntry local, Batch batch, Try attempt, Executor workers) {
    return new ExchangeCharge(
            entry,
            local,
            batch,
            attempt,
            found ->
                CompletableFuture.supplyAsync(
                    () -> batch.outcome(Path.exchangeFrom(found, entry, batch, attempt)), workers))
        .make();
  }

  private CompletionStage<Outcome> alarmed(Entry entry, Throwable failure, Executor workers) {
    CompletionStage<Outcome> failed = CompletableFuture.failedFuture(failure);
    return Stages.cause(failure) instanceof UnreadableStateException e
        ? CompletableFuture.runAsync(() -> alarm(entry, e), workers)
            .thenComposeAsync(cleared -> failed, Stages.AT_ONCE)
        : failed;
  }

  private void charged(
      Batch batch,
      @Nullable Outcome outcome,
      @Nullable Throwable failure,
      Try attempt,
      long startNanos) {
    if (failure == null) {
      attempt.answered();
    }
    judge(attempt, failure);
    tell(batch.transitions().size(), outcome, startNanos);
  }

  /** Gives units back, by a target that takes them. */
  Outcome giveBack(Target target, Batch batch, Try attempt) {
    return measured(target.entry(), batch, attempt, () -> target.giveBack(batch, attempt));
  }

  /** Shows what is stored of attempts; what cannot be read, its own node will clear away. */
  void forEachAttempts(BiConsumer<Key, AttemptState> action) {
    offered.allOfAttempts().forEach(cache -> cache.forEach(entry -> show(entry, action)));
  }

  private static void show(
      Cache.Entry<String, String> entry, BiConsumer<Key, AttemptState> action) {
    String name = entry.getKey();
    AttemptState state = name.startsWith(FORM) ? StateText.attempts(entry.getValue()) : null;
    if (state != null) {
      action.accept(Key.ofText(name.substring(FORM.length())), state);
    }
  }

  private Outcome measured(Entry entry, Batch batch, Try attempt, Operation operation) {
    long startNanos = System.nanoTime();
    RuntimeException failure = null;
    Outcome outcome = null;
    try {
      String found = operation.run();
      attempt.answered();
      outcome = batch.outcome(found);
      return outcome;
    } catch (UnreadableStateException e) {
      failure = e;
      alarm(entry, e);
      throw e;
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    } finally {
      judge(attempt, failure);
      tell(batch.transitions().size(), outcome, startNanos);
    }
  }

  private void tell(int calls, @Nullable Outcome outcome, long startNanos) {
    long leased = outcome == null || outcome.grant() == null ? 0 : outcome.grant().units();
    long tookNanos = System.nanoTime() - startNanos;
    listener.operated(new StoreOperation(calls, leased, tookNanos, outcome == null));
  }

  /** A store that has answered is available, whatever it answered. */
  private void judge(Try attempt, @Nullable Throwable failure) {
    if (!attempt.judge()) {
      return;
    }
    if (attempt.silent()) {
      availability.failed(failure);
    } else {
      availability.succeeded();
    }
  }

  /** What no version can have written is of no use to anybody: the key starts afresh. */
  private void alarm(Entry entry, UnreadableStateException e) {
    log.error("Shared state is unreadable", e);
    if (e.damaged()) {
      entry.drop(e.text(), attempt());
    }
  }

  private interface Operation {
    @Nullable String run();
  }
}
