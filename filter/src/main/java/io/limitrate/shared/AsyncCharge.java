package io.limitrate.shared;

import io.limitrate.shared.Batch.Outcome;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A charge by compare-and-set that holds no thread while the provider works. A node that wrote the
 * entry last guesses that this is still there; who found another's text looks first. Where others
 * are faster even then, it is made in the way that holds a thread.
 *
 * <p>Used by one thread after the other.
 */
final class AsyncCharge {
  /** On the thread that completes it: the default is an executor that need not be there. */
  static final Executor AT_ONCE = Runnable::run;

  private static final CompletableFuture<@Nullable Void> NOTHING =
      CompletableFuture.completedFuture(null);

  private final AsyncCache cache;
  private final LocalEntry entry;
  private final String key;
  private final Batch batch;
  private final Try attempt;
  private final Executor driver;
  private final Supplier<CompletionStage<Outcome>> byThread;
  private boolean failed;

  /**
   * A charge that has not begun.
   *
   * @param driver who begins the next operation when one is done
   * @param byThread makes the charge with a thread of its own
   */
  AsyncCharge(
      AsyncCache cache,
      LocalEntry entry,
      Batch batch,
      Try attempt,
      Executor driver,
      Supplier<CompletionStage<Outcome>> byThread) {
    this.cache = cache;
    this.entry = entry;
    this.key = entry.key().text();
    this.batch = batch;
    this.attempt = attempt;
    this.driver = driver;
    this.byThread = byThread;
  }

  /** Makes it; what comes of it, failures at once too, may come on a thread of the provider. */
  CompletionStage<Outcome> make() {
    return NOTHING.thenComposeAsync(nothing -> begin(), AT_ONCE);
  }

  private CompletionStage<Outcome> begin() {
    if (entry.mayGuess()) {
      String seen = entry.seen();
      Outcome outcome = batch.outcome(seen);
      if (!Objects.equals(outcome.next(), seen)) {
        return replace(seen, outcome);
      }
    }
    return look();
  }

  private CompletionStage<Outcome> look() {
    return cache.get(key).thenComposeAsync(this::found, driver);
  }

  private CompletionStage<Outcome> found(@Nullable String found) {
    attempt.answered();
    attempt.check();
    entry.guessIs(Objects.equals(found, entry.seen()));
    Outcome outcome = batch.outcome(found);
    return Objects.equals(outcome.next(), found)
        ? CompletableFuture.completedFuture(outcome)
        : replace(found, outcome);
  }

  private CompletionStage<Outcome> replace(@Nullable String found, Outcome outcome) {
    return cache
        .replace(key, found, outcome.next())
        .thenComposeAsync(
            right -> right ? CompletableFuture.completedFuture(outcome) : again(), AT_ONCE);
  }

  private CompletionStage<Outcome> again() {
    attempt.answered();
    entry.guessIs(false);
    if (failed) {
      return byThread.get();
    }
    failed = true;
    return NOTHING.thenComposeAsync(nothing -> look(), driver);
  }

  /** What a stage failed by. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
