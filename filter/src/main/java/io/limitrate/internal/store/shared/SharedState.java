package io.limitrate.internal.store.shared;

import static io.limitrate.internal.concurrent.CompletionStages.SAME_THREAD;

import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.internal.algorithm.SingleState;
import io.limitrate.internal.algorithm.StateCodec;
import io.limitrate.internal.concurrent.CompletionStages;
import io.limitrate.internal.store.shared.codec.StateText;
import io.limitrate.internal.store.shared.codec.UnreadableStateException;
import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.strategy.Retention;
import io.limitrate.internal.store.shared.strategy.SelectedStrategy;
import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.internal.store.shared.strategy.SharedEntry;
import io.limitrate.internal.store.shared.strategy.StateCaches;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy.Entry;
import io.limitrate.internal.store.shared.update.UnitReturn;
import io.limitrate.internal.store.shared.update.UpdateCommand;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import io.limitrate.spi.AsyncProcessor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * This node's access to the shared state: the provider's caches, the strategy in use, and the
 * report of each operation to the circuit breaker and to listeners. Thread-safe.
 */
final class SharedState {
  /** The first character of entry names: each form of states has its own entries. */
  private static final String FORM = String.valueOf(StateText.VERSION);

  private static final int CLOCK = 3;

  private final StateCaches offered;
  private final Duration timeout;
  private final String clockName;
  private final AnswerTimes answerTimes;
  private final OperationReports reports;
  private volatile SelectedStrategy selected;

  SharedState(
      StateCaches caches,
      Set<UpdateStrategy> used,
      Duration timeout,
      Key root,
      AnswerTimes answerTimes,
      Availability availability,
      StoreListener listener) {
    this.offered = caches;
    this.selected = SelectedStrategy.of(caches, used);
    this.timeout = timeout;
    this.clockName = FORM + "clock-" + root.with(CLOCK, "").text();
    this.answerTimes = answerTimes;
    this.reports = new OperationReports(availability, listener);
  }

  /** Selects the strategies for all later operations. */
  void use(Set<UpdateStrategy> used) {
    selected = SelectedStrategy.of(offered, used);
  }

  /** Returns the longest wait for one answer. */
  Duration timeout() {
    return timeout;
  }

  Deadline newDeadline() {
    return new Deadline(timeout, answerTimes::took);
  }

  /** Returns the entry that holds the cluster's time. */
  SharedEntry clock() {
    SelectedStrategy now = selected;
    return now.target(now.caches().ofLimits(Retention.FOREVER), clockName);
  }

  /** Returns the entry of a key, with the strategy in use. */
  SharedEntry target(Key key, StoreRequest request) {
    SelectedStrategy now = selected;
    Retention retention = Retention.of(request.quotas().retentionNanos());
    SharedCache cache =
        request.foreign() ? now.caches().ofForeign(retention) : now.caches().ofLimits(retention);
    return now.target(cache, FORM + key.text());
  }

  /** Advances the cluster's time, and reports whether the store answers. */
  void advance(ClusterClock clock, Deadline deadline) {
    SharedEntry target = clock();
    RuntimeException failure = null;
    try {
      clock.advance(target, deadline);
      deadline.answered();
    } catch (UnreadableStateException e) {
      failure = e;
      reportUnreadable(target.entry(), e);
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      reports.answer(deadline, failure);
    }
  }

  /**
   * Executes a command and blocks the thread. The charge may be made twice when the provider
   * repeats an operation that it believes lost.
   */
  Outcome charge(SharedEntry target, UpdateCommand command, Deadline deadline) {
    return measured(target, command, deadline, () -> target.update(command, deadline));
  }

  /**
   * Executes a command without blocking a thread.
   *
   * @param target an entry with {@link SharedEntry#isAsync}
   * @param local the local entry of the key
   * @param driver computes the decisions after an entry processor, so that the provider's thread
   *     does not
   * @param workers make the charge when other nodes are faster each time
   */
  CompletionStage<Outcome> charge(
      SharedEntry target,
      LocalEntry local,
      UpdateCommand command,
      Deadline deadline,
      Executor driver,
      Executor workers) {
    Entry entry = target.entry();
    AsyncProcessor processor = entry.shared().processor();
    long startNanos = System.nanoTime();
    CompletionStage<Outcome> charge =
        processor == null
            ? ExchangeCharge.of(entry, local, command, deadline, workers).make()
            : new ProcessorCharge(processor, entry.key(), command, deadline, driver).make();
    return charge
        .exceptionallyComposeAsync(
            failure -> handleUnreadable(entry, failure, workers), SAME_THREAD)
        .whenCompleteAsync(
            (outcome, failure) -> finish(command, outcome, failure, deadline, startNanos),
            SAME_THREAD);
  }

  private CompletionStage<Outcome> handleUnreadable(
      Entry entry, Throwable failure, Executor workers) {
    CompletionStage<Outcome> failed = CompletableFuture.failedFuture(failure);
    return CompletionStages.cause(failure) instanceof UnreadableStateException e
        ? CompletableFuture.runAsync(() -> reportUnreadable(entry, e), workers)
            .thenComposeAsync(cleared -> failed, SAME_THREAD)
        : failed;
  }

  private void finish(
      UpdateCommand command,
      @Nullable Outcome outcome,
      @Nullable Throwable failure,
      Deadline deadline,
      long startNanos) {
    if (failure == null) {
      deadline.answered();
    }
    reports.answer(deadline, failure);
    reports.operation(command.transitions().size(), outcome, startNanos);
  }

  /** Executes a command that returns more than it charges; the entry must accept returned units. */
  Outcome refund(SharedEntry target, UpdateCommand command, Deadline deadline) {
    return measured(
        target,
        command,
        deadline,
        () -> target.giveBack(command::apply, Integer.MAX_VALUE, deadline).found());
  }

  private Outcome measured(
      SharedEntry target,
      UpdateCommand command,
      Deadline deadline,
      Supplier<@Nullable String> operation) {
    return measured(
        target.entry(),
        command.transitions().size(),
        deadline,
        () -> {
          String found = operation.get();
          deadline.answered();
          return command.outcome(found);
        });
  }

  /** Returns units, unless other nodes are faster in all attempts. */
  Outcome giveBack(SharedEntry target, UnitReturn units, int attempts, Deadline deadline) {
    return measured(
        target.entry(),
        0,
        deadline,
        () -> units.outcome(target.giveBack(units::apply, attempts, deadline)));
  }

  /** Passes each stored state that the codec reads to an action; skips unreadable entries. */
  void forEach(StateCodec codec, BiConsumer<Key, SingleState> action) {
    offered.allOfForeign().forEach(cache -> cache.forEach(entry -> read(entry, codec, action)));
  }

  private static void read(
      Cache.Entry<String, String> entry, StateCodec codec, BiConsumer<Key, SingleState> action) {
    String name = entry.getKey();
    if (name.startsWith(FORM)
        && StateText.readOnly(codec, entry.getValue()) instanceof SingleState state) {
      action.accept(Key.ofText(name.substring(FORM.length())), state);
    }
  }

  private Outcome measured(Entry entry, int calls, Deadline deadline, Supplier<Outcome> operation) {
    long startNanos = System.nanoTime();
    RuntimeException failure = null;
    Outcome outcome = null;
    try {
      outcome = operation.get();
      return outcome;
    } catch (UnreadableStateException e) {
      failure = e;
      reportUnreadable(entry, e);
      throw e;
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    } finally {
      reports.answer(deadline, failure);
      reports.operation(calls, outcome, startNanos);
    }
  }

  /** Logs an unreadable state, and removes a state that no version can have written. */
  private void reportUnreadable(Entry entry, UnreadableStateException e) {
    reports.unreadable(e);
    if (e.damaged()) {
      entry.drop(e.text(), newDeadline());
    }
  }
}
