package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.algorithm.Slot;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.engine.Transition.Enter;
import io.limitrate.internal.engine.Transition.Leave;
import io.limitrate.internal.store.shared.Nodes.Node;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls in flight on nodes that share a store. */
class InFlightStoreTest {
  private static final CountedQuotas TWO = CountedQuotas.parse("100/1h, 2 in-flight longest 1m");
  private static final long LONGEST = Duration.ofMinutes(1).toNanos();

  private final Nodes nodes = new Nodes();
  private final Key key = Key.random();

  @AfterEach
  void close() {
    nodes.close();
  }

  private boolean enters(Node node, long slot) {
    Enter enter = new Enter(TWO, 1, new Slot(slot, LONGEST), node.clock().nanos());
    return node.store().enter(key, enter).permitted();
  }

  private void leave(Node node, long slot) {
    node.store().leave(key, new Leave(TWO, slot, node.clock().nanos()));
  }

  private long free(Node node) {
    return node.store().apply(key, new Acquire(TWO, 0, node.clock().nanos())).remaining();
  }

  @Test
  void allNodesTogetherRunNoMoreCallsThanTheLimit() {
    Node one = nodes.add();
    Node other = nodes.add();

    assertThat(enters(one, 1)).isTrue();
    assertThat(enters(other, 2)).isTrue();
    assertThat(enters(one, 3)).isFalse();
    assertThat(enters(other, 4)).isFalse();
  }

  @Test
  void aSlotThatOneNodeFreesIsFreeForTheOtherAtOnce() {
    Node one = nodes.add();
    Node other = nodes.add();
    enters(one, 1);
    enters(one, 2);
    assertThat(enters(other, 3)).isFalse();

    leave(one, 1);
    Nodes.await(() -> free(one) == 1);

    assertThat(enters(other, 4)).isTrue();
  }

  @Test
  void aNodeKnowsTheEndOfItsOwnCallBeforeItsNextCall() {
    Node node = nodes.add();
    for (int slot = 0; slot < 50; slot++) {
      assertThat(enters(node, slot)).isTrue();
      leave(node, slot);
    }
  }

  @Test
  void aNodeThatDiesLosesItsSlotsAfterTenSeconds() {
    Node dead = nodes.add();
    Node other = nodes.add();
    enters(dead, 1);
    enters(dead, 2);
    dead.store().close();

    nodes.time.advance(Duration.ofMillis(9_999));
    assertThat(enters(other, 3)).isFalse();
    nodes.time.advance(Duration.ofMillis(1));

    assertThat(enters(other, 3)).isTrue();
  }

  @Test
  void aNodeRenewsTheSlotsOfItsRunningCalls() {
    Node one = nodes.add();
    Node other = nodes.add();
    enters(one, 1);
    enters(one, 2);

    for (int i = 0; i < 4; i++) {
      int before = nodes.operations.size();
      nodes.time.advance(Duration.ofSeconds(4));
      Nodes.await(() -> nodes.operations.size() >= before + 1);
    }

    assertThat(enters(other, 3)).isFalse();
  }

  @Test
  void aNodeRepeatsAnEndThatTheStoreDidNotAnswer() {
    Node node = nodes.add();
    enters(node, 1);
    enters(node, 2);
    nodes.caches.failing = true;
    leave(node, 1);
    nodes.caches.failing = false;

    nodes.time.advance(Duration.ofSeconds(4));

    Nodes.await(() -> free(node) == 1);
  }

  /** The operation takes the slot after the time-out, and nobody ends this call. */
  @Test
  void aCallWithoutAnAnswerLeavesNoSlot() {
    Node other = nodes.add();
    Node node = nodes.timeout(Duration.ofMillis(200)).add();
    nodes.caches.hang(Set.of("invoke", "putIfAbsent", "replace"));
    assertThatThrownBy(() -> enters(node, 1)).isInstanceOf(StoreUnavailableException.class);

    nodes.caches.goOn();

    Nodes.await(() -> nodes.caches.stored(key) != null && node.store().available());
    nodes.time.advance(Duration.ofSeconds(4));
    Nodes.await(() -> free(other) == 2);
  }

  /** Both wait while an operation of the key runs, so one operation executes both. */
  @Test
  void aCallAfterAnEndFindsTheSlotInTheSameOperation() throws Exception {
    Node node = nodes.add();
    enters(node, 1);
    enters(node, 2);
    nodes.caches.hang();
    leave(node, 99);
    leave(node, 1);

    FutureTask<Boolean> next = new FutureTask<>(() -> enters(node, 3));
    Thread client = new Thread(next);
    client.start();
    Nodes.await(() -> client.getState() == Thread.State.TIMED_WAITING);
    nodes.caches.goOn();

    assertThat(next.get()).isTrue();
  }

  @Test
  void aRejectionIsNotCached() {
    Node node = nodes.add();
    enters(node, 1);
    enters(node, 2);
    for (int slot = 3; slot < 10; slot++) {
      assertThat(enters(node, slot)).isFalse();
    }

    leave(node, 1);

    assertThat(enters(node, 10)).isTrue();
  }
}
