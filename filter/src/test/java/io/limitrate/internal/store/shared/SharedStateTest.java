package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.strategy.SharedEntry;
import io.limitrate.internal.store.shared.strategy.StateCaches;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import io.limitrate.internal.store.shared.update.ClockAdvance;
import io.limitrate.internal.store.shared.update.UpdateCommand;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedStateTest {
  private static final CountedQuotas QUOTAS = CountedQuotas.parse("1000000/1h fixed-window");
  private static final StoreRequest REQUEST =
      new StoreRequest.Refresh(new Transition.Acquire(QUOTAS, 0, 0));
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int CHARGES = 20_000;

  private final TestCaches caches = new TestCaches();
  private final Key key = Key.random();
  private final SharedState sharedState;

  SharedStateTest() {
    caches.async = TestAsync.exchanging();
    sharedState = TestState.of(StateCaches.open(caches), UpdateStrategy.EXCHANGE, TIMEOUT).shared();
  }

  @AfterEach
  void close() {
    caches.close();
  }

  @Test
  void aChargeUsesOneStrategyWhileTheSelectionChanges() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread retest = new Thread(() -> changeStrategiesUntil(done));
    retest.start();

    for (int i = 0; i < CHARGES; i++) {
      charge(sharedState.target(key, REQUEST));
    }
    done.set(true);
    retest.join();

    assertThat(remaining()).isEqualTo(1_000_000 - CHARGES);
  }

  private void changeStrategiesUntil(AtomicBoolean done) {
    while (!done.get()) {
      sharedState.use(Set.of(UpdateStrategy.REPLACE));
      sharedState.use(Set.of(UpdateStrategy.EXCHANGE));
    }
  }

  @Test
  void anOperationKeepsItsStrategy() {
    SharedEntry before = sharedState.target(key, REQUEST);

    sharedState.use(Set.of(UpdateStrategy.INVOKE));
    charge(before);

    assertThat(before.isAsync()).isTrue();
    assertThat(before.acceptsReturns()).isTrue();
    assertThat(remaining()).isEqualTo(999_999);
    assertThat(sharedState.target(key, REQUEST).acceptsReturns()).isFalse();
  }

  @Test
  void theClockAdvancesWithTheSelectedStrategy() {
    ManualClock time = new ManualClock();
    ClusterClock clock = new ClusterClock(Clock.of(time));
    sharedState.use(Set.of(UpdateStrategy.INVOKE));
    sharedState.advance(clock, sharedState.newDeadline());
    caches.hang(Set.of("invoke"));

    sharedState.use(Set.of(UpdateStrategy.REPLACE));
    time.advance(Duration.ofSeconds(1));
    sharedState.advance(clock, sharedState.newDeadline());

    assertThat(ClockAdvance.nanos(sharedState.clock().entry().get())).isEqualTo(clock.nanos());
  }

  private void charge(SharedEntry target) {
    UpdateCommand command = UpdateCommand.of(QUOTAS, new Transition.Acquire(QUOTAS, 1, 0));
    sharedState.charge(target, command, sharedState.newDeadline());
  }

  private long remaining() {
    UpdateCommand look = UpdateCommand.of(QUOTAS, new Transition.Acquire(QUOTAS, 0, 0));
    Outcome outcome =
        sharedState.charge(sharedState.target(key, REQUEST), look, sharedState.newDeadline());
    return ((Decision) outcome.answers().get(0)).remaining();
  }
}
