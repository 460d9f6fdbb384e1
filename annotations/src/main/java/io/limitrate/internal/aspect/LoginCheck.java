package io.limitrate.internal.aspect;

import io.limitrate.internal.login.AdmittedAttempt;
import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A check of a password by a woven method.
 *
 * @param own whether the check is an attempt of its own, so that only the method determines the
 *     outcome
 * @param request the URI of the request of which the check is a part
 */
public record LoginCheck(AdmittedAttempt login, boolean own, RequestUri request) {

  /**
   * Reports the outcome of the method's result. A method without a result reports the outcome
   * itself or leaves it unknown.
   */
  public void returned(@Nullable Object value, Class<?> type) {
    conclude(
        type == void.class
            ? ObservedOutcome.unknown("a method that returns nothing")
            : MethodOutcome.of(value, login.settings().outcome(), request));
  }

  /** Reports the outcome of the method's exception. */
  public void threw(Throwable thrown) {
    conclude(MethodOutcome.of(thrown));
  }

  private void conclude(ObservedOutcome ending) {
    if (own || ending.outcome() != Outcome.UNKNOWN) {
      login.conclude(ending, null);
    }
  }

  /**
   * Returns a stage that reports the outcome before the caller receives the result. The outcome is
   * reported even if the caller cancels the returned stage.
   */
  public CompletionStage<?> later(CompletionStage<?> stage) {
    return stage
        .whenComplete(
            (value, thrown) -> {
              if (thrown == null) {
                returned(value, Object.class);
              } else {
                threw(thrown);
              }
            })
        .thenApply(value -> value);
  }
}
