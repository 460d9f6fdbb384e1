package io.limitrate.internal.algorithm;

/**
 * The state of an algorithm for one key, without any configuration; equal by value.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface State
    permits TokenBucketState,
        LeasedBucketState,
        LeakyBucketState,
        FixedWindowState,
        SlidingWindowLogState,
        SlidingWindowCounterState,
        AttemptState,
        CompositeState {}
