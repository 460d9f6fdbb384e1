package io.limitrate.internal.algorithm;

/** The state of the algorithm of one quota. */
public sealed interface QuotaState extends SingleState
    permits TokenBucketState,
        LeasedBucketState,
        LeakyBucketState,
        FixedWindowState,
        SlidingWindowCounterState,
        SlidingWindowLogState,
        CalendarWindowState,
        InFlightState {

  @Override
  QuotaStateCodec codec();
}
