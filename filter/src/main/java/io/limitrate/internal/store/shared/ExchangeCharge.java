package io.limitrate.internal.store.shared;

import static io.limitrate.internal.concurrent.CompletionStages.SAME_THREAD;

import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy.Entry;
import io.limitrate.internal.store.shared.update.UpdateCommand;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import io.limitrate.spi.AsyncExchange;
import io.limitrate.spi.AsyncExchange.Exchanged;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A charge by compare-and-exchange that blocks no thread. The charge first guesses that the entry
 * still has the text that this node stored last. If a wrong guess costs an extra round trip on this
 * provider, the node reads the entry first after a wrong guess. If other nodes are faster each
 * time, a worker thread makes the charge.
 *
 * <p>Several threads may use a charge one after the other, never at the same time.
 */
final class ExchangeCharge {
  /** After these failures a worker thread makes the charge; a wrong guess is one of them. */
  private static final int MOST_FAILURES = 2;

  private final AsyncExchange provider;
  private final LocalEntry entry;
  private final String key;
  private final UpdateCommand command;
  private final Deadline deadline;
  private final Function<@Nullable String, CompletionStage<Outcome>> byThread;
  private int failures;

  /**
   * Creates a charge.
   *
   * @param target the place of the state, in a cache that has an exchange
   * @param entry the local entry of the key
   * @param byThread makes the charge on a worker thread, beginning with a text just found
   */
  private ExchangeCharge(
      Entry target,
      LocalEntry entry,
      UpdateCommand command,
      Deadline deadline,
      Function<@Nullable String, CompletionStage<Outcome>> byThread) {
    this.provider = Objects.requireNonNull(target.shared().exchange());
    this.key = target.key();
    this.entry = entry;
    this.command = command;
    this.deadline = deadline;
    this.byThread = byThread;
  }

  /**
   * Returns a charge.
   *
   * @param workers make the charge when other nodes are faster each time
   */
  static ExchangeCharge of(
      Entry target, LocalEntry entry, UpdateCommand command, Deadline deadline, Executor workers) {
    return new ExchangeCharge(
        target,
        entry,
        command,
        deadline,
        found ->
            CompletableFuture.supplyAsync(
                () ->
                    command.outcome(UpdateStrategy.exchangeFrom(found, target, command, deadline)),
                workers));
  }

  /**
   * Makes the charge. The stage may complete on a thread of the provider, also with an early
   * failure.
   */
  CompletionStage<Outcome> make() {
    return CompletableFuture.completedFuture(entry.lastText())
        .thenComposeAsync(this::begin, SAME_THREAD);
  }

  private CompletionStage<Outcome> begin(@Nullable String seen) {
    if (provider.exchangesInOneTrip() || entry.mayGuess()) {
      return exchange(seen, command.outcome(seen));
    }
    return provider.exchange(key, seen, seen).thenComposeAsync(this::looked, SAME_THREAD);
  }

  private CompletionStage<Outcome> looked(Exchanged looked) {
    entry.guessWasRight(looked.done());
    return charge(looked.found());
  }

  /** Charges the text found. */
  private CompletionStage<Outcome> charge(@Nullable String found) {
    deadline.answered();
    deadline.check();
    Outcome outcome = command.outcome(found);
    return Objects.equals(outcome.next(), found)
        ? CompletableFuture.completedFuture(outcome)
        : exchange(found, outcome);
  }

  private CompletionStage<Outcome> exchange(@Nullable String found, Outcome outcome) {
    return provider
        .exchange(key, found, outcome.next())
        .thenComposeAsync(
            exchanged ->
                exchanged.done()
                    ? CompletableFuture.completedFuture(outcome)
                    : retry(exchanged.found()),
            SAME_THREAD);
  }

  private CompletionStage<Outcome> retry(@Nullable String found) {
    entry.guessWasRight(false);
    if (failures++ < MOST_FAILURES) {
      return charge(found);
    }
    deadline.answered();
    return byThread.apply(found);
  }
}
