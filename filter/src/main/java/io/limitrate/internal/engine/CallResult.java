package io.limitrate.internal.engine;

import io.limitrate.CallOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The result of a call that has ended. */
public record CallResult(
    CallOutcome outcome,
    OptionalInt status,
    Optional<Object> value,
    Optional<Throwable> failure,
    Duration duration,
    OptionalLong size)
    implements CallOutcome.Result {

  /**
   * Returns the result of a request.
   *
   * @param failure what left the filter chain, or {@code null}
   * @param size the bytes of the response's body, if they were measured
   */
  public static CallResult ofRequest(
      CallOutcome outcome, int status, @Nullable Throwable failure, OptionalLong size) {
    return new CallResult(
        outcome,
        OptionalInt.of(status),
        Optional.empty(),
        Optional.ofNullable(failure),
        Duration.ZERO,
        size);
  }

  /** Returns the result of a request whose response was not measured. */
  public static CallResult ofRequest(CallOutcome outcome, int status, @Nullable Throwable failure) {
    return ofRequest(outcome, status, failure, OptionalLong.empty());
  }

  /**
   * Returns the result of an annotated method.
   *
   * @param value what the method returned or its stage completed with
   * @param failure what the method threw or its stage completed with, or {@code null}
   */
  static CallResult ofMethod(
      CallOutcome outcome, @Nullable Object value, @Nullable Throwable failure) {
    return new CallResult(
        outcome,
        OptionalInt.empty(),
        Optional.ofNullable(value),
        Optional.ofNullable(failure),
        Duration.ZERO,
        OptionalLong.empty());
  }

  /** Returns the result of a call that has lasted for this time since its decision. */
  CallResult lasting(Duration time) {
    return new CallResult(outcome, status, value, failure, time, size);
  }

  /** Does not show the value, which may be secret. */
  @Override
  public String toString() {
    return outcome + " " + status + " " + failure.map(Throwable::getClass);
  }
}
