package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param next the state after it, {@code null} for none; the same instance if nothing changed
 * @param status where one stands now
 */
public record AttemptStep(@Nullable State next, AttemptStatus status) {}
