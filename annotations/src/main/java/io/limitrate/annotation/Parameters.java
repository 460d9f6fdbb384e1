package io.limitrate.annotation;

import java.util.Map;

/**
 * The annotated parameters of a method, by their positions.
 *
 * @param place the method that declares them
 * @param inherited whether a nearer method has the limits, which may leave these parameters out
 * @param keys positions by the name that a key asks for, in the order of the parameters
 * @param costs positions by the policy that counts by the parameter; under {@code ""} that of all
 *     other policies
 */
record Parameters(
    String place, boolean inherited, Map<String, Integer> keys, Map<String, Integer> costs) {
  static final Parameters NONE = new Parameters("", false, Map.of(), Map.of());
}
