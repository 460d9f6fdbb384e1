package io.limitrate.internal.store.shared;

import io.limitrate.internal.store.shared.Batch.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A charge by an entry processor that holds no thread: one trip, however many others there are.
 *
 * @param driver who works the answer out
 */
record ProcessorCharge(
    AsyncProcessor processor, String key, Batch batch, Try attempt, Executor driver) {

  /** Makes it; what comes of it, failures at once too, may come on any thread. */
  CompletionStage<Outcome> make() {
    return CompletableFuture.completedFuture(batch.text())
        .thenComposeAsync(change -> processor.process(key, change), Stages.AT_ONCE)
        .thenApplyAsync(this::outcome, driver);
  }

  private Outcome outcome(@Nullable String found) {
    attempt.answered();
    return batch.outcome(found);
  }
}
