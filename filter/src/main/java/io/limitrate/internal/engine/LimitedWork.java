package io.limitrate.internal.engine;

import io.limitrate.Call;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Runs work of the application that no entrance covers, in an execution that has been checked. */
final class LimitedWork {
  private LimitedWork() {}

  @SuppressWarnings({"unchecked", "NullAway"}) // the execution returns what the body returns
  static <T> T run(Execution execution, Call call, Callable<T> body) throws Exception {
    try {
      return (T) execution.run(call, body::call);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new UndeclaredThrowableException(e); // other languages throw what a Callable cannot
    }
  }

  @SuppressWarnings("unchecked") // the execution returns a stage with what the body's stage has
  static <T> CompletionStage<T> runAsync(
      Execution execution, Call call, Supplier<? extends CompletionStage<T>> body) {
    try {
      CompletionStage<?> stage = execution.runStage(call, () -> stage(body));
      return (CompletionStage<T>) Objects.requireNonNull(stage);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static <T> CompletionStage<T> stage(Supplier<? extends CompletionStage<T>> body) {
    return Objects.requireNonNull(body.get(), "the body returned no stage");
  }
}
