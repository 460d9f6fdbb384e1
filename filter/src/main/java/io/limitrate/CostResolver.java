package io.limitrate;

/**
 * Finds how many units a call takes.
 *
 * <p>Thread-safe. The cost is at least 0; a negative one is an error and treated by the policy's
 * {@link FailureRule}. {@link UnreadableCallException} says that the client is at fault, and
 * rejects the call.
 */
@FunctionalInterface
public interface CostResolver {

  /** Every call costs one unit. */
  CostResolver ONE = fixed(1);

  /** The same cost for every call. */
  static CostResolver fixed(long units) {
    return new FixedCost(units);
  }

  /** The units that the call takes. */
  long cost(Call call);

  /**
   * Whether the cost may be read from the call's body, for which the limiter has to wait. Policies
   * that may read the body are asked after all others.
   */
  default boolean mayReadBody() {
    return true;
  }
}
