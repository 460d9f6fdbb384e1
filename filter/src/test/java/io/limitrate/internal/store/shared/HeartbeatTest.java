package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.strategy.Retention;
import io.limitrate.internal.store.shared.strategy.StateCaches;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Duration TIMEOUT = Duration.ofMillis(20);

  /** More beats than the failures that open the circuit breaker. */
  private static final int BEATS = 20;

  private static final int WORKERS = 32;

  private final TestCaches caches = new TestCaches();
  private final StoreExecutors executors = new StoreExecutors();
  private final TestState state =
      TestState.of(
          new StateCaches(Map.of(Retention.FOREVER, caches.shared("c")), Map.of()),
          UpdateStrategy.REPLACE,
          TIMEOUT);
  private final Availability availability = state.availability();
  private final SharedState sharedState = state.shared();
  private final ClusterClock clock = new ClusterClock(Clock.monotonic());
  private final Heartbeat heartbeat = new Heartbeat(clock, sharedState, availability, executors);

  @AfterEach
  void close() {
    caches.goOn();
    executors.close();
    caches.close();
  }

  @Test
  void oneAnswerInABeatKeepsTheStoreAvailable() {
    caches.hang(Set.of("putIfAbsent", "replace"));
    heartbeat.beat();
    Nodes.await(() -> caches.hanging.get() == 1);

    beatAfterTheTimeout();

    assertThat(availability.available()).isTrue();
  }

  @Test
  void beatsWithoutAnAnswerMakeTheStoreUnavailable() {
    caches.hang();
    heartbeat.beat();
    Nodes.await(() -> caches.hanging.get() == 1);

    beatAfterTheTimeout();

    assertThat(availability.available()).isFalse();
  }

  @Test
  void theWaitForAThreadDoesNotCountAsTimeOfTheStore() {
    CountDownLatch busy = new CountDownLatch(1);
    for (int i = 0; i < WORKERS; i++) {
      executors.submit(() -> hold(busy));
    }
    heartbeat.beat();

    beatAfterTheTimeout();
    boolean available = availability.available();
    busy.countDown();

    assertThat(available).isTrue();
    Nodes.await(() -> sharedState.clock().entry().get() != null);
  }

  private void beatAfterTheTimeout() {
    Deadline late = new Deadline(TIMEOUT);
    Nodes.await(() -> late.remainingNanos() <= 0);
    for (int i = 0; i < BEATS; i++) {
      heartbeat.beat();
    }
  }

  private static void hold(CountDownLatch busy) {
    try {
      boolean unused = busy.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
