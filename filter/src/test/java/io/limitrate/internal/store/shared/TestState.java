package io.limitrate.internal.store.shared;

import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.internal.store.shared.strategy.StateCaches;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The shared state of a test over caches, and its availability. */
record TestState(SharedState shared, Availability availability) {
  static TestState of(StateCaches caches, UpdateStrategy strategy, Duration timeout) {
    AnswerTimes times = new AnswerTimes("of the test", timeout);
    StoreListener listener = StoreListener.all(List.of());
    Availability availability = new Availability("of the test", times, listener);
    return new TestState(
        new SharedState(
            caches, Set.of(strategy), timeout, new Key(0, 0), times, availability, listener),
        availability);
  }
}
