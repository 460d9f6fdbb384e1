package io.limitrate;

/**
 * Finds the number of units that a call takes. Applications whose calls have different costs
 * implement this type.
 *
 * <p>Thread-safe. The cost is at least 0. For a negative cost or an exception, the {@link
 * FailureRule} of the policy decides. An {@link UnreadableCallException} means that the client
 * caused the error, and rejects the call.
 */
@FunctionalInterface
public interface CostResolver {

  /** One unit for every call. */
  CostResolver ONE = fixed(1);

  /** Returns a resolver with the same cost for every call. */
  static CostResolver fixed(long units) {
    return new FixedCost(units);
  }

  /** Returns the units that the call takes. */
  long cost(Call call);

  /**
   * Returns whether the cost may be read from the body of the call, which the limiter then waits
   * for. The limiter asks policies that may read the body last.
   */
  default boolean mayReadBody() {
    return true;
  }
}
