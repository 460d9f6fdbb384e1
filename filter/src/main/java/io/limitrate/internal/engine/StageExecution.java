package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.CallOutcome;
import io.limitrate.CallScope;
import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.concurrent.CompletionStages;
import io.limitrate.internal.concurrent.ContextClassLoader;
import io.limitrate.internal.engine.Execution.Body;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The execution of a call whose body returns a stage. The call ends when the stage completes.
 *
 * @param body returns a {@link CompletionStage} or {@code null}
 */
record StageExecution(Execution execution, Call call, Body body) {

  /** Runs the body now, and returns the stage of the body. */
  @Nullable CompletionStage<?> start() throws Throwable {
    CompletionStage<?> stage = null;
    CallOutcome outcome = CallOutcome.THREW;
    Throwable failure = null;
    Call outer = CallScope.enter(call);
    try {
      stage = (CompletionStage<?>) body.run();
      outcome = CallOutcome.RETURNED;
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      CallScope.leave(outer);
      if (stage == null) {
        execution.end(outcome, null, failure);
      }
    }
    return stage == null ? null : ending(stage);
  }

  private CompletionStage<?> ending(CompletionStage<?> stage) {
    if (execution.needsEnd()) {
      CompletionStage<?> unused = stage.whenComplete(this::end);
    }
    return stage;
  }

  private void end(@Nullable Object value, @Nullable Throwable failure) {
    Throwable cause = failure == null ? null : CompletionStages.cause(failure);
    execution.end(outcome(cause), value, cause);
  }

  private static CallOutcome outcome(@Nullable Throwable cause) {
    if (cause == null) {
      return CallOutcome.RETURNED;
    }
    if (cause instanceof CancellationException) {
      return CallOutcome.ABORTED;
    }
    return cause instanceof TimeoutException ? CallOutcome.TIMED_OUT : CallOutcome.THREW;
  }

  /**
   * Runs the body after the delay of the execution, and blocks no thread meanwhile. The body runs
   * in the JVM's common pool with the context class loader of this thread. If the result is
   * cancelled before the start, the call gives up at once, and the calls behind it move up. If the
   * call cannot wait, the result is a rejection.
   */
  CompletableFuture<Object> startLater() {
    CompletableFuture<Object> result = new CompletableFuture<>();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Runnable start = () -> ContextClassLoader.run(context, () -> startInto(result));
    Turn turn = execution.awaitLater(call, new Start(result, start));
    if (turn == null) {
      result.completeExceptionally(new RateLimitExceededException(execution));
      return result;
    }
    CompletionStage<?> unused =
        result.whenComplete(
            (value, failure) -> {
              if (turn.leave()) {
                execution.giveUp();
              }
            });
    return result;
  }

  /** Starts the body on the common pool: the timer has other calls to continue. */
  private final class Start implements Turn.Waiter {
    private final CompletableFuture<Object> result;
    private final Runnable start;

    Start(CompletableFuture<Object> result, Runnable start) {
      this.result = result;
      this.start = start;
    }

    @Override
    public void come(Turn turn) {
      result.defaultExecutor().execute(() -> startUnlessOver(turn));
    }

    /** A result that was cancelled after the turn had come does not start either. */
    private void startUnlessOver(Turn turn) {
      if (result.isDone()) {
        turn.forfeit();
        execution.giveUp();
      } else {
        start.run();
      }
    }

    /** Completes the result on another thread, which runs what depends on the result. */
    @Override
    public void stop() {
      execution.giveUp();
      RateLimitExceededException rejection = new RateLimitExceededException(execution);
      try {
        result.defaultExecutor().execute(() -> result.completeExceptionally(rejection));
      } catch (RejectedExecutionException e) {
        result.completeExceptionally(rejection);
      }
    }
  }

  private void startInto(CompletableFuture<Object> result) {
    try {
      CompletionStage<?> stage = start();
      if (stage == null) {
        result.complete(null);
        return;
      }
      CompletionStage<?> unused =
          stage.whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  result.complete(value);
                } else {
                  result.completeExceptionally(failure);
                }
              });
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }
}
