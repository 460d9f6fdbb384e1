package io.limitrate.internal.algorithm;

/**
 * The state of one key, without any configuration; equal by value.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface State permits SingleState, CompositeState {}
