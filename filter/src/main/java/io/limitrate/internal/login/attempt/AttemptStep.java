package io.limitrate.internal.login.attempt;

import io.limitrate.internal.algorithm.State;
import org.jspecify.annotations.Nullable;

/**
 * The result of a step.
 *
 * @param next the state after the step, {@code null} for none; the same instance if nothing changed
 * @param status the status after the step
 */
public record AttemptStep(@Nullable State next, AttemptStatus status) {}
