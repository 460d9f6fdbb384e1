package io.limitrate.internal.declaration;

import java.util.Map;
import java.util.Set;

/**
 * The annotated parameters of a method by their positions.
 *
 * @param place the method that declares the parameters
 * @param inherited whether a nearer method has the limits; its keys may leave these parameters out
 * @param keys the positions by the name of the key part, in the order of the parameters
 * @param costs the positions by the policy that uses the cost; the name {@code ""} stands for all
 *     other policies
 * @param always the names in {@code costs} whose parameter cannot be {@code null}, so that the
 *     policy never has another cost
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

  /** Returns whether a parameter sets the policy's cost at every call. */
  boolean alwaysCost(String policy) {
    return always.contains(costs.containsKey(policy) ? policy : "");
  }
}
