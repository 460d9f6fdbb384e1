package io.limitrate.internal.store.shared;

import io.limitrate.internal.concurrent.CompletionStages;
import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.update.UpdateCommand;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import io.limitrate.spi.AsyncProcessor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A charge by an entry processor that blocks no thread: one round trip, however many nodes charge
 * the key.
 *
 * @param driver runs the step that computes the decisions
 */
record ProcessorCharge(
    AsyncProcessor processor,
    String key,
    UpdateCommand command,
    Deadline deadline,
    Executor driver) {

  /** Makes the charge. The stage may complete on any thread, also with an early failure. */
  CompletionStage<Outcome> make() {
    return CompletableFuture.completedFuture(command.text())
        .thenComposeAsync(update -> processor.process(key, update), CompletionStages.SAME_THREAD)
        .thenApplyAsync(this::outcome, driver);
  }

  private Outcome outcome(@Nullable String found) {
    deadline.answered();
    return command.outcome(found);
  }
}
