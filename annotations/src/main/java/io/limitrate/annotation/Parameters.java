package io.limitrate.annotation;

import java.util.Map;

/**
 * The annotated parameters of a method, by their positions.
 *
 * @param keys positions by the name that a key asks for, in the order of the parameters
 * @param costs positions by the policy that counts by the parameter; under {@code ""} that of all
 *     other policies
 */
record Parameters(Map<String, Integer> keys, Map<String, Integer> costs) {}
