package io.limitrate.internal.store.shared;

import static io.limitrate.internal.store.shared.Stages.AT_ONCE;

import io.limitrate.internal.store.shared.AsyncExchange.Exchanged;
import io.limitrate.internal.store.shared.Batch.Outcome;
import io.limitrate.internal.store.shared.Path.Entry;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A charge by compare-and-exchange that holds no thread while the provider works. It guesses that
 * what this node saw last is still there; where a wrong guess costs more than a look, who found
 * another's text looks first the next time. Where others are faster even then, it is made in the
 * way that holds a thread.
 *
 * <p>Used by one thread after the other.
 */
final class ExchangeCharge {
  /** Then a thread makes the charge; a wrong guess is one of them. */
  private static final int MOST_FAILURES = 2;

  private final AsyncExchange provider;
  private final LocalEntry entry;
  private final String key;
  private final Batch batch;
  private final Try attempt;
  private final Function<@Nullable String, CompletionStage<Outcome>> byThread;
  private int failures;

  /**
   * A charge that has not begun.
   *
   * @param target where the state is, in a cache that has an exchange
   * @param entry what this node knows of the key
   * @param byThread makes the charge with a thread of its own, beginning with the text found
   */
  ExchangeCharge(
      Entry target,
      LocalEntry entry,
      Batch batch,
      Try attempt,
      Function<@Nullable String, CompletionStage<Outcome>> byThread) {
    this.provider = Objects.requireNonNull(target.shared().exchange());
    this.key = target.key();
    this.entry = entry;
    this.batch = batch;
    this.attempt = attempt;
    this.byThread = byThread;
  }

  /** Makes it; what comes of it, failures at once too, may come on a thread of the provider. */
  CompletionStage<Outcome> make() {
    return CompletableFuture.completedFuture(entry.seen()).thenComposeAsync(this::begin, AT_ONCE);
  }

  private CompletionStage<Outcome> begin(@Nullable String seen) {
    if (provider.guessesFreely() || entry.mayGuess()) {
      return exchange(seen, batch.outcome(seen));
    }
    return provider.exchange(key, seen, seen).thenComposeAsync(this::looked, AT_ONCE);
  }

  private CompletionStage<Outcome> looked(Exchanged looked) {
    entry.guessIs(looked.done());
    return charge(looked.found());
  }

  /** With what is there now. */
  private CompletionStage<Outcome> charge(@Nullable String found) {
    attempt.answered();
    attempt.check();
    Outcome outcome = batch.outcome(found);
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
                    : again(exchanged.found()),
            AT_ONCE);
  }

  private CompletionStage<Outcome> again(@Nullable String found) {
    entry.guessIs(false);
    if (failures++ < MOST_FAILURES) {
      return charge(found);
    }
    attempt.answered();
    return byThread.apply(found);
  }
}
