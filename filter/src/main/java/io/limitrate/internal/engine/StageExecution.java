package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.CallOutcome;
import io.limitrate.CallScope;
import io.limitrate.internal.concurrent.CompletionStages;
import io.limitrate.internal.concurrent.ContextClassLoader;
import io.limitrate.internal.engine.Execution.Body;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
   * cancelled before the start, the call gives up at once, so that its units are free for others.
   */
  CompletableFuture<Object> startLater() {
    CompletableFuture<Object> result = new CompletableFuture<>();
    AtomicBoolean over = new AtomicBoolean();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    delayed(execution.delay().toNanos())
        .execute(
            () -> {
              if (!over.getAndSet(true)) {
                ContextClassLoader.run(context, () -> startInto(result));
              }
            });
    CompletionStage<?> unused =
        result.whenComplete(
            (value, failure) -> {
              if (!over.getAndSet(true)) {
                execution.giveUp();
              }
            });
    return result;
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

  /**
   * Returns an executor that starts tasks later. The JDK creates its timer thread at the first use;
   * this thread must not inherit the application's class loader.
   */
  private static Executor delayed(long nanos) {
    Executor later = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
    return task ->
        ContextClassLoader.run(ClassLoader.getSystemClassLoader(), () -> later.execute(task));
  }
}
