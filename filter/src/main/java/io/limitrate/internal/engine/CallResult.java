package io.limitrate.internal.engine;

import io.limitrate.CallOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The result of a call that has ended. Immutable. */
public final class CallResult implements CallOutcome.Result {
  private final CallOutcome outcome;
  private final OptionalInt status;
  private final @Nullable Object value;
  private final @Nullable Throwable failure;
  private final Duration duration;

  private CallResult(
      CallOutcome outcome,
      OptionalInt status,
      @Nullable Object value,
      @Nullable Throwable failure,
      Duration duration) {
    this.outcome = outcome;
    this.status = status;
    this.value = value;
    this.failure = failure;
    this.duration = duration;
  }

  /**
   * Returns the result of a request.
   *
   * @param failure what left the filter chain, or {@code null}
   */
  public static CallResult ofRequest(CallOutcome outcome, int status, @Nullable Throwable failure) {
    return new CallResult(outcome, OptionalInt.of(status), null, failure, Duration.ZERO);
  }

  /**
   * Returns the result of an annotated method.
   *
   * @param value what the method returned or its stage completed with
   * @param failure what the method threw or its stage completed with, or {@code null}
   */
  static CallResult ofMethod(
      CallOutcome outcome, @Nullable Object value, @Nullable Throwable failure) {
    return new CallResult(outcome, OptionalInt.empty(), value, failure, Duration.ZERO);
  }

  /** Returns the result of a call that has lasted for this time since its decision. */
  CallResult lasting(Duration time) {
    return new CallResult(outcome, status, value, failure, time);
  }

  @Override
  public CallOutcome outcome() {
    return outcome;
  }

  @Override
  public OptionalInt status() {
    return status;
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public Optional<Object> value() {
    return Optional.ofNullable(value);
  }

  @Override
  public Duration duration() {
    return duration;
  }

  @Override
  public String toString() {
    return outcome + " " + status + " " + failure().map(Throwable::getClass);
  }
}
