package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.store.shared.StoreRequest.LeaseReturn;
import io.limitrate.internal.store.shared.lease.HeldLease;
import io.limitrate.internal.store.shared.strategy.SharedEntry;
import io.limitrate.internal.store.shared.strategy.StateCaches;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import io.limitrate.internal.store.shared.update.UpdateCommand;
import io.limitrate.internal.store.shared.update.UpdateCommand.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final CountedQuotas QUOTAS = CountedQuotas.parse("100000/1h fixed-window");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final TestCaches caches = new TestCaches();
  private final StoreExecutors executors = new StoreExecutors();
  private final ClusterClock clock = new ClusterClock(Clock.of(new ManualClock()));
  private final LocalEntry entry = new LocalEntry(Key.random());
  private final TestState state =
      TestState.of(StateCaches.open(caches), UpdateStrategy.REPLACE, TIMEOUT);
  private final Availability availability = state.availability();
  private final SharedState sharedState = state.shared();
  private final Dispatcher dispatcher =
      new Dispatcher(sharedState, clock, availability, executors, forgotten -> {});

  @AfterEach
  void close() {
    executors.close();
    caches.close();
  }

  @Test
  void returnsALeaseAfterAnOutageOfTheStore() {
    HeldLease lease = grant();
    availability.unsound(Map.of());
    dispatcher.giveBack(entry, lease);
    assertThat(entry.ended().keeps(lease)).isTrue();

    availability.sound();

    Nodes.await(() -> !entry.ended().keeps(lease));
  }

  @Test
  void keepsTheUnitsOfALeaseWhenReadingTheEntryFails() {
    HeldLease lease = grant();
    caches.failures = Set.of("get");

    failToReturn(lease);

    assertThat(entry.ended().keeps(lease)).isTrue();
    assertThat(lease.hasUnused()).isTrue();
  }

  /** A second return could free units that calls have used meanwhile. */
  @Test
  void leavesTheUnitsOfALeaseChargedWhenWritingTheEntryFails() {
    HeldLease lease = grant();
    caches.failures = Set.of("replace");

    failToReturn(lease);

    assertThat(entry.ended().keeps(lease)).isFalse();
    assertThat(lease.hasUnused()).isFalse();
  }

  private void failToReturn(HeldLease lease) {
    entry.ended().keep(lease);
    BatchExecution execution =
        new BatchExecution(sharedState, clock, entry, List.of(new LeaseReturn(lease, 1)));
    caches.failing = true;

    assertThatThrownBy(execution::runBlocking).hasMessage("out of order");
    execution.fail(new IllegalStateException("the store fails"));
  }

  private HeldLease grant() {
    Acquire call = new Acquire(QUOTAS, 1, clock.nanos());
    UpdateCommand command =
        new UpdateCommand(QUOTAS, clock.nanos(), List.of(), List.of(call), 1_000);
    SharedEntry target = sharedState.target(entry.key(), new StoreRequest.Refresh(call));
    Grant grant = sharedState.charge(target, command, sharedState.newDeadline()).grant();
    return new HeldLease(QUOTAS, grant, clock.nanos(), null);
  }
}
