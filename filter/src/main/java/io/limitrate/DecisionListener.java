package io.limitrate;

import java.time.Duration;

/**
 * Receives decisions, the ends of calls, and the operations of a shared store, for metrics, events
 * and logs. Applications implement this type.
 *
 * <p>Must be thread-safe and fast: the limiter calls the listener on the threads of calls. The
 * limiter logs an exception of the listener and continues.
 */
public interface DecisionListener extends StoreListener {

  /** Called after all policies of a call have decided: permitted, delayed or rejected. */
  void decided(Charge charge);

  /**
   * Called exactly once for each charge of a permitted call, when the call has ended: the request,
   * the resource method, or the annotated method with its stage. Not called for a call that a
   * policy rejected, nor outside of requests for a call that code checks by {@link Limiter#check}.
   *
   * @param duration the time from the decision to the end, with the wait for the call's turn
   */
  default void ended(Charge charge, CallOutcome outcome, Duration duration) {}

  /** Called after the deny list has rejected a call, which no policy has counted. */
  default void denied(Call call) {}

  /**
   * Called after load shedding has rejected a request, which no policy has counted.
   *
   * @param priority the class of the request
   */
  default void shed(Call call, String priority) {}

  /** Called after a policy could not count and its {@link FailureRule} decided instead. */
  default void failed(Policy policy, RuntimeException cause) {}
}
