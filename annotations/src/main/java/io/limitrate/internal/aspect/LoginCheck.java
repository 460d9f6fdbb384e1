package io.limitrate.internal.aspect;

import io.limitrate.internal.login.AdmittedAttempt;
import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One check of a password by a woven method.
 *
 * @param own whether it is an attempt of its own, of which nobody else will know what came
 * @param request where the request was sent to that it is part of
 */
public record LoginCheck(AdmittedAttempt login, boolean own, RequestUri request) {

  /** Says what the method's result means; a method without one has said it already, or nothing. */
  public void returned(@Nullable Object value, Class<?> type) {
    conclude(
        type == void.class
            ? ObservedOutcome.unknown("a method that returns nothing")
            : MethodOutcome.of(value, login.settings().outcome(), request));
  }

  /** Says what it means that the method threw. */
  public void threw(Throwable thrown) {
    conclude(MethodOutcome.of(thrown));
  }

  private void conclude(ObservedOutcome ending) {
    if (own || ending.outcome() != Outcome.UNKNOWN) {
      login.conclude(ending, null);
    }
  }

  /**
   * Says it when the stage completes, and before the caller knows: a caller that gives up waiting
   * for the stage that is returned changes nothing about that.
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
