package io.limitrate;

/**
 * Receives decisions, and the operations of a shared store, for metrics, events and logs.
 * Applications implement this type.
 *
 * <p>Must be thread-safe and fast: the limiter calls the listener on the thread of the call, after
 * all policies have decided. The limiter logs an exception of the listener and continues.
 */
public interface DecisionListener extends StoreListener {

  /** Called after a policy permitted, delayed or rejected a call. */
  void decided(Charge charge);

  /** Called after a policy could not count and its {@link FailureRule} decided instead. */
  default void failed(Policy policy, RuntimeException cause) {}
}
