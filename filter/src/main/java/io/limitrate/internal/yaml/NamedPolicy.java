package io.limitrate.internal.yaml;

import io.limitrate.Policy;
import java.util.Set;

/**
 * A policy of the file.
 *
 * @param pathVariables what it reads from paths
 * @param setting where it was written
 */
record NamedPolicy(Policy policy, Set<String> pathVariables, Setting setting) {}
