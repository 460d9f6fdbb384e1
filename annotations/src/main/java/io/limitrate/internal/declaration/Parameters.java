package io.limitrate.internal.declaration;

import java.util.Map;
import java.util.Set;

/**
 * The annotated parameters of a method, by their positions.
 *
 * @param place the method that declares them
 * @param inherited whether a nearer method has the limits, which may leave these parameters out
 * @param keys positions by the name that a key asks for, in the order of the parameters
 * @param costs positions by the policy that counts by the parameter; under {@code ""} that of all
 *     other policies
 * @param always the policies, in the form of {@code costs}, of parameters that cannot be {@code
 *     null}, so that their policies never have another cost
 */
record Parameters(
    String place,
    boolean inherited,
    Map<String, Integer> keys,
    Map<String, Integer> costs,
    Set<String> always) {
  static final Parameters NONE = new Parameters("", false, Map.of(), Map.of(), Set.of());

  boolean isEmpty() {
    return keys.isEmpty() && costs.isEmpty();
  }

  /** Whether a parameter is the cost of the policy at each call. */
  boolean alwaysCost(String policy) {
    return always.contains(costs.containsKey(policy) ? policy : "");
  }
}
