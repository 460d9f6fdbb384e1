package io.limitrate.internal.yaml;

import io.limitrate.Policy;
import java.util.Set;

/**
 * A policy of the file.
 *
 * @param pathVariables the path variables that the policy reads
 * @param setting the setting that contains the policy
 */
record NamedPolicy(Policy policy, Set<String> pathVariables, Setting setting) {}
