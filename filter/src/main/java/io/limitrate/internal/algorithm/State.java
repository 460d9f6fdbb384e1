package io.limitrate.internal.algorithm;

/**
 * What an algorithm remembers of one key, free of any configuration; equal by value.
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
