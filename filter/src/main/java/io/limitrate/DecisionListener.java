package io.limitrate;

/**
 * Hears what was decided, and how a shared store does: for metrics, events and logs.
 *
 * <p>Called on the thread of the call, after all its policies were asked; has to be thread-safe and
 * quick. What it throws is logged and changes nothing.
 */
public interface DecisionListener extends StoreListener {

  /** A policy permitted, delayed or rejected a call. */
  void decided(Charge charge);

  /** A policy could not count, and its {@link FailureRule} answered instead. */
  default void failed(Policy policy, RuntimeException cause) {}
}
