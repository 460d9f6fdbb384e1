package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.algorithm.Slot;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange.GiveBack;
import io.limitrate.internal.engine.Transition.Enter;
import io.limitrate.internal.engine.Transition.Leave;
import io.limitrate.internal.engine.Transition.Settle;
import io.limitrate.internal.store.shared.Nodes.Node;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of a shared count by hand, with the leases and cached rejections of nodes. */
class ManualChangeTest {
  private static final CountedQuotas SMALL = CountedQuotas.parse("10/1h fixed-window");
  private static final CountedQuotas LARGE = CountedQuotas.parse("10000/1h fixed-window");

  private final Nodes nodes = new Nodes();
  private final Key key = Key.random();

  @AfterEach
  void close() {
    nodes.close();
  }

  private void reset(Node node, CountedQuotas quotas) {
    node.store().reset(key, quotas, node.clock().nanos());
  }

  private Decision giveBack(Node node, CountedQuotas quotas, long units) {
    return node.store().apply(key, new GiveBack(quotas, units, node.clock().nanos()));
  }

  private Decision charge(Node node, CountedQuotas quotas, long units) {
    long now = node.clock().nanos();
    return node.store().apply(key, new Settle(quotas, 0, units, now, now));
  }

  @Test
  void aResetEndsTheCachedRejectionOfItsNodeAtOnceAndOfOthersWithinASecond() {
    Node one = nodes.add();
    Node other = nodes.add();
    one.permitted(key, SMALL, 11);
    assertThat(other.permitted(key, SMALL, 1)).isZero();

    reset(one, SMALL);

    assertThat(one.permitted(key, SMALL, 4)).isEqualTo(4);
    nodes.time.advance(Duration.ofSeconds(1));
    other.permitted(key, SMALL, 1);
    Nodes.await(() -> other.permitted(key, SMALL, 1) == 1);
  }

  /** Units of a lease were charged before the reset, so the node must not use them after it. */
  @Test
  void aResetEndsTheLeaseOfItsNode() {
    Node node = nodes.add();
    node.permitted(key, LARGE, 3_000);
    assertThat(node.entries().get(key).lease()).isNotNull();

    reset(node, LARGE);

    assertThat(node.permitted(key, LARGE, 20_000)).isEqualTo(10_000);
  }

  /** The units of an ended lease would otherwise come back although the reset has freed them. */
  @Test
  void aResetDropsTheUnusedUnitsOfEndedLeases() {
    Node node = nodes.add();
    node.permitted(key, LARGE, 3_000);
    node.entries().get(key).ended().keep(node.entries().get(key).lease());

    reset(node, LARGE);

    assertThat(node.entries().get(key).ended().all()).isEmpty();
    charge(node, LARGE, 100);
    assertThat(node.permitted(key, LARGE, 20_000)).isEqualTo(9_900);
  }

  @Test
  void unitsThatAreGivenBackDoNotGrowALease() {
    Node node = nodes.add();
    Node other = nodes.add();
    node.permitted(key, LARGE, 3_000);
    long held = node.entries().get(key).lease().get();

    giveBack(node, LARGE, 1_000);

    assertThat(node.entries().get(key).lease().get()).isEqualTo(held);
    assertThat(node.permitted(key, LARGE, 20_000) + other.permitted(key, LARGE, 20_000))
        .isEqualTo(8_000);
  }

  @Test
  void givingBackEndsTheCachedRejectionOfItsNode() {
    Node node = nodes.add();
    node.permitted(key, SMALL, 11);

    Decision left = giveBack(node, SMALL, 3);

    assertThat(left.remaining()).isEqualTo(3);
    assertThat(node.permitted(key, SMALL, 5)).isEqualTo(3);
  }

  @Test
  void aChargeIsSeenByAllNodes() {
    Node one = nodes.add();
    Node other = nodes.add();

    Decision left = charge(one, SMALL, 7);

    assertThat(left.remaining()).isEqualTo(3);
    assertThat(other.permitted(key, SMALL, 5)).isEqualTo(3);
  }

  @Test
  void aResetKeepsTheSlotsOfCallsInFlightOnAllNodes() {
    CountedQuotas quotas = CountedQuotas.parse("2/1h fixed-window, 1 in-flight");
    Node one = nodes.add();
    Node other = nodes.add();
    assertThat(enter(one, quotas, 1).permitted()).isTrue();

    reset(other, quotas);

    assertThat(enter(other, quotas, 2).permitted()).isFalse();
    one.store().apply(key, new Leave(quotas, 1, one.clock().nanos()));
    assertThat(other.acquire(key, quotas, 0).remaining()).isEqualTo(1);
  }

  private Decision enter(Node node, CountedQuotas quotas, long name) {
    Slot slot = new Slot(name, Duration.ofSeconds(10).toNanos());
    return node.store().apply(key, new Enter(quotas, 1, slot, node.clock().nanos()));
  }
}
