package io.limitrate;

/**
 * Finds how many units a call takes.
 *
 * <p>Thread-safe. The cost is at least 0; a negative one is an error and treated by the policy's
 * {@link FailureRule}.
 */
@FunctionalInterface
public interface CostResolver {

  /** Every call costs one unit. */
  CostResolver ONE = call -> 1;

  /** The units that the call takes. */
  long cost(Call call);
}
