package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.login.attempt.AttemptStatus;
import io.limitrate.internal.login.attempt.AttemptStatus.Rank;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.store.shared.Nodes.Node;
import io.limitrate.internal.store.shared.codec.UnreadableStateException;
import io.limitrate.internal.store.shared.lease.HeldLease;
import io.limitrate.internal.store.shared.strategy.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedStoreTest {
  private static final CountedQuotas SMALL = CountedQuotas.parse("10/1h fixed-window");
  private static final CountedQuotas LARGE = CountedQuotas.parse("100000/1h fixed-window");

  final Nodes nodes = new Nodes();
  final Key key = Key.random();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    nodes.close();
  }

  @Test
  void sendsAnOperationForEachCallOfASmallQuota() {
    Node node = nodes.add();
    int before = nodes.operations.size();

    assertThat(node.permitted(key, SMALL, 8)).isEqualTo(8);

    assertThat(nodes.operations.size() - before).isEqualTo(8);
  }

  @Test
  void sendsFewOperationsForALargeQuota() {
    Node node = nodes.add();
    int before = nodes.operations.size();

    assertThat(node.permitted(key, LARGE, 20_000)).isEqualTo(20_000);

    assertThat(nodes.operations.size() - before).isBetween(2, 50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5000/1h fixed-window",
        "5000/1h sliding-window-log",
        "5000/1h sliding-window-counter",
        "5000/1h",
        "5000/1h, 3000/1d fixed-window",
        "40/1h leaky-bucket queue 40",
        "40/1h"
      })
  void threeNodesAdmitAsManyCallsAsOne(String written) throws Exception {
    CountedQuotas quotas = CountedQuotas.parse(written);
    int calls = 6_000;

    int permitted = together(key, quotas, calls, nodes.add(), nodes.add(), nodes.add());

    assertThat(permitted).isEqualTo(alone(quotas, calls));
  }

  /** Returns how many calls a single node without leases admits at one instant. */
  private int alone(CountedQuotas quotas, int calls) {
    return nodes.add().permitted(Key.random(), exact(quotas), calls);
  }

  static CountedQuotas exact(CountedQuotas quotas) {
    return new CountedQuotas(quotas.quotas(), true, 0);
  }

  int together(Key hot, CountedQuotas quotas, int calls, Node... all) throws Exception {
    List<Future<Integer>> running = new ArrayList<>();
    for (Node node : all) {
      for (int i = 0; i < 2; i++) {
        running.add(threads.submit(() -> node.permitted(hot, quotas, calls)));
      }
    }
    int permitted = 0;
    for (Future<Integer> future : running) {
      permitted += future.get();
    }
    return permitted;
  }

  @Test
  void aRejectedClientCostsNoOperation() {
    Node node = nodes.add();
    node.permitted(key, SMALL, 11);
    int before = nodes.caches.entryOperations.get();

    assertThat(node.permitted(key, SMALL, 1_000)).isZero();

    assertThat(nodes.caches.entryOperations.get()).isEqualTo(before);
  }

  @Test
  void aBlockedLoginCostsNoOperationAndIsResetOnAllNodes() {
    Node one = nodes.add();
    Node other = nodes.add();
    for (int i = 1; i <= 3; i++) {
      one.attempt(key, Move.BEGIN, i);
      other.attempt(key, Move.BEGIN, -i);
    }
    assertThat(one.attempt(key, Move.BEGIN, 7).rank()).isEqualTo(Rank.BLOCKED);
    int before = nodes.caches.entryOperations.get();
    nodes.time.advance(Duration.ofMillis(500));

    AttemptStatus later = other.attempt(key, Move.BEGIN, 8);
    for (int i = 9; i < 100; i++) {
      assertThat(one.attempt(key, Move.BEGIN, i).rank()).isEqualTo(Rank.BLOCKED);
    }

    assertThat(later.waitNanos()).isEqualTo(Duration.ofMinutes(5).minusMillis(500).toNanos());
    assertThat(nodes.caches.entryOperations.get()).isEqualTo(before);

    one.attempt(key, Move.RESET, 0);
    assertThat(one.attempt(key, Move.BEGIN, 101).counted()).isTrue();
    nodes.time.advance(Duration.ofSeconds(1));
    Nodes.await(() -> other.attempt(key, Move.BEGIN, 102).counted());
  }

  @Test
  void aCachedRejectionCountsDownItsWait() {
    Node node = nodes.add();
    node.permitted(key, SMALL, 11);
    Decision.Rejected first = (Decision.Rejected) node.acquire(key, SMALL, 1);

    nodes.time.advance(Duration.ofMillis(500));

    Decision.Rejected later = (Decision.Rejected) node.acquire(key, SMALL, 1);
    assertThat(first.waitNanos() - later.waitNanos()).isEqualTo(500_000_000);
    assertThat(first.resetNanos() - later.resetNanos()).isEqualTo(500_000_000);
  }

  @Test
  void aRejectionEndsAfterItsWait() {
    Node node = nodes.add();
    node.permitted(key, SMALL, 11);
    Decision.Rejected rejected = (Decision.Rejected) node.acquire(key, SMALL, 1);

    nodes.time.advance(Duration.ofNanos(rejected.waitNanos()));

    assertThat(node.acquire(key, SMALL, 1).permitted()).isTrue();
  }

  @Test
  void aFloodOnAFastRefillingQuotaCostsFewOperations() {
    CountedQuotas fast = CountedQuotas.parse("100000/1s");
    Node node = nodes.add();
    node.permitted(key, fast, 100_000);
    nodes.time.advance(Duration.ofNanos(1));
    Decision.Rejected rejected = (Decision.Rejected) node.acquire(key, fast, 1);
    int before = nodes.caches.entryOperations.get();

    assertThat(node.permitted(key, fast, 10_000)).isZero();
    // A lease that the calls before requested may arrive later.
    assertThat(nodes.caches.entryOperations.get()).isLessThanOrEqualTo(before + 10);

    nodes.time.advance(Duration.ofNanos(rejected.waitNanos()));
    assertThat(node.acquire(key, fast, 1).permitted()).isTrue();
  }

  @Test
  void aCheapCallIsNotRejectedBecauseOfAnExpensiveOne() {
    Node node = nodes.add();
    node.acquire(key, SMALL, 8);

    assertThat(node.acquire(key, SMALL, 5).permitted()).isFalse();
    assertThat(node.acquire(key, SMALL, 2).permitted()).isTrue();
  }

  @Test
  void aRefundOfAnotherNodeEndsARejectionWithinASecond() {
    Node one = nodes.add();
    Node other = nodes.add();
    one.acquire(key, SMALL, 10);
    assertThat(other.acquire(key, SMALL, 1).permitted()).isFalse();
    one.settle(key, SMALL, 10, 4);

    nodes.time.advance(Duration.ofSeconds(1));

    Nodes.await(() -> other.acquire(key, SMALL, 1).permitted());
  }

  @Test
  void aRefundOfThisNodeEndsARejectionAtOnce() {
    Node node = nodes.add();
    node.acquire(key, SMALL, 10);
    assertThat(node.acquire(key, SMALL, 1).permitted()).isFalse();

    node.settle(key, SMALL, 10, 4);

    assertThat(node.permitted(key, SMALL, 10)).isEqualTo(6);
  }

  @Test
  void aRefundReturnsToItsLease() {
    Node node = nodes.add();
    node.permitted(key, LARGE, 1_000);
    int before = nodes.caches.entryOperations.get();
    long remaining = node.acquire(key, LARGE, 5).remaining();

    Decision settled = node.settle(key, LARGE, 5, 2);

    assertThat(settled.remaining()).isEqualTo(remaining + 3);
    assertThat(nodes.caches.entryOperations.get()).isEqualTo(before);
  }

  @Test
  void anExpensiveRejectedCallDoesNotStopTheRenewalOfALease() {
    Node node = nodes.add();
    int used = node.permitted(key, LARGE, 1_000);
    assertThat(node.acquire(key, LARGE, 100_001).permitted()).isFalse();
    long granted = granted(nodes.add());
    int before = nodes.operations.size();

    node.permitted(key, LARGE, (int) granted - used - 1);

    Nodes.await(() -> nodes.operations.stream().skip(before).anyMatch(it -> it.calls() == 1));
  }

  @Test
  void unusedUnitsComeBackWhenTheLeaseEnds() {
    Node one = nodes.add();
    Node other = nodes.add();
    one.permitted(key, LARGE, 1_000);
    assertThat(other.acquire(key, LARGE, 0).remaining()).isLessThan(99_000);

    nodes.time.advance(Duration.ofSeconds(2));

    Nodes.await(() -> other.acquire(key, exact(LARGE), 0).remaining() == 99_000);
  }

  @Test
  void unusedUnitsComeBackAlsoWhenOtherNodesWereFasterManyTimes() {
    Node one = nodes.add();
    Node other = nodes.add();
    one.permitted(key, LARGE, 1_000);
    nodes.caches.lostRaces.set(7);

    nodes.time.advance(Duration.ofSeconds(2));

    Nodes.await(() -> nodes.caches.lostRaces.get() <= 0);
    Nodes.await(() -> other.acquire(key, exact(LARGE), 0).remaining() == 99_000);
  }

  @Test
  void aClosingNodeReturnsItsLeases() {
    Node one = nodes.add();
    Node other = nodes.add();
    one.permitted(key, LARGE, 1_000);

    one.store().close();

    assertThat(other.acquire(key, LARGE, 0).remaining()).isEqualTo(99_000);
  }

  @Test
  void aClosingNodeReturnsTheLeaseThatARunningOperationGrants() throws Exception {
    Node one = nodes.add();
    Node other = nodes.add();
    int used = one.permitted(key, LARGE, 1_000);
    long granted = granted(other);
    nodes.caches.hang();
    while (used < granted - 1) {
      used += one.permitted(key, LARGE, 1);
    }
    Nodes.await(() -> nodes.caches.hanging.get() > 0);

    closeDuringAnOperation(one);

    assertThat(other.acquire(key, LARGE, 0).remaining()).isEqualTo(100_000 - used);
  }

  @Test
  void aClosingNodeReturnsTheWholeLeaseWhileCallsWait() throws Exception {
    Node one = nodes.add();
    Node other = nodes.add();
    int used = one.permitted(key, LARGE, 1_000);
    granted(other);
    nodes.caches.hang();
    List<Future<Decision>> charges = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      int sent = i;
      charges.add(threads.submit(() -> one.settle(key, LARGE, 1, 2)));
      Nodes.await(() -> waiting() >= sent);
    }

    closeDuringAnOperation(one);

    for (Future<Decision> charge : charges) {
      assertThat(charge.get()).isNotNull();
    }
    assertThat(other.acquire(key, LARGE, 0).remaining()).isEqualTo(100_000 - used - 2);
  }

  @Test
  void aClosingNodeReturnsTheEndedLeaseThatARunningOperationCarries() throws Exception {
    Node one = nodes.add();
    Node other = nodes.add();
    int used = one.permitted(key, LARGE, 1_000);
    granted(other);
    LocalEntry entry = one.entries().get(key);
    HeldLease ended = entry.lease();
    nodes.time.advance(Duration.ofSeconds(2));
    used += one.permitted(key, LARGE, 1);
    entry.ended().keep(ended);
    nodes.caches.hang();
    Future<Decision> charge = threads.submit(() -> one.settle(key, LARGE, 1, 2));
    Nodes.await(() -> !entry.ended().keeps(ended));

    closeDuringAnOperation(one);

    assertThat(charge.get()).isNotNull();
    assertThat(other.acquire(key, LARGE, 0).remaining()).isEqualTo(100_000 - used - 1);
  }

  private void closeDuringAnOperation(Node node) throws InterruptedException {
    Thread closing = new Thread(() -> node.store().close());
    closing.start();
    Nodes.await(() -> closing.getState() == Thread.State.TIMED_WAITING);
    nodes.caches.goOn();
    closing.join();
  }

  /** Returns the units that all nodes have charged, when no operation is running any more. */
  private long granted(Node node) {
    long before = -1;
    long granted = 0;
    while (granted != before) {
      before = granted;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      granted = 100_000 - node.acquire(key, LARGE, 0).remaining();
    }
    return granted;
  }

  @Test
  void aLostNodeCostsItsLeaseAtMost() {
    Node lost = nodes.add();
    Node other = nodes.add();
    int used = lost.permitted(key, LARGE, 1_000);

    int rest = other.permitted(key, LARGE, 200_000);

    assertThat(used + rest).isBetween(100_000 - 100_000 / 8, 100_000);
  }

  @Test
  void leasesShrinkNearTheLimit() {
    Node one = nodes.add();
    Node other = nodes.add();

    assertThat(one.permitted(key, LARGE, 99_990)).isEqualTo(99_990);

    assertThat(other.permitted(key, LARGE, 100)).isBetween(8, 10);
  }

  @Test
  void callersOfOneKeyShareOneOperation() throws Exception {
    Node node = nodes.add();
    Nodes.await(() -> nodes.caches.hanging.get() == 0);
    nodes.caches.hang();
    List<Future<Decision>> asked = new ArrayList<>();
    asked.add(threads.submit(() -> node.acquire(key, SMALL, 1)));
    Nodes.await(() -> nodes.caches.hanging.get() > 0);
    int before = nodes.operations.size();
    for (int i = 0; i < 49; i++) {
      asked.add(threads.submit(() -> node.acquire(key, SMALL, 1)));
    }
    Nodes.await(() -> asked.size() == 50 && waiting() >= 50);

    nodes.caches.goOn();

    int permitted = 0;
    for (Future<Decision> future : asked) {
      permitted += future.get().permitted() ? 1 : 0;
    }
    assertThat(permitted).isEqualTo(10);
    assertThat(nodes.operations.size() - before).isEqualTo(2);
    assertThat(nodes.operations.get(nodes.operations.size() - 1).calls()).isEqualTo(49);
  }

  /** Counts the threads that wait for an answer. */
  private static long waiting() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(java.util.Arrays::stream)
        .filter(frame -> frame.getClassName().equals(PendingRequest.class.getName()))
        .filter(frame -> frame.getMethodName().equals("await"))
        .count();
  }

  @Test
  void countsDifferentQuotasOfOneKeySeparately() {
    Node node = nodes.add();
    node.permitted(key, LARGE, 1_000);

    assertThat(node.permitted(key, CountedQuotas.parse("1005/1h fixed-window"), 100))
        .isLessThan(100);
  }

  @Test
  void aDamagedStateIsLoggedOnceAndReplaced() {
    Node node = nodes.add();
    node.permitted(key, SMALL, 5);
    damage("1garbage");

    assertThatThrownBy(() -> node.acquire(key, SMALL, 1))
        .isInstanceOf(UnreadableStateException.class);
    assertThat(node.permitted(key, SMALL, 20)).isEqualTo(10);
    assertThat(node.store().available()).isTrue();
  }

  @Test
  void anotherVersionUsesAnotherEntry() {
    Node node = nodes.add();
    entries().put("2" + key.text(), "2newer");

    assertThat(node.permitted(key, SMALL, 20)).isEqualTo(10);

    assertThat(entries().get("2" + key.text())).isEqualTo("2newer");
  }

  @Test
  void leavesTheStateOfANewerVersionUnchanged() {
    Node node = nodes.add();
    damage("2newer");

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> node.acquire(key, SMALL, 1))
          .isInstanceOf(UnreadableStateException.class);
    }

    assertThat(nodes.caches.stored(key)).isEqualTo("2newer");
  }

  private void damage(String text) {
    entries().put("1" + key.text(), text);
  }

  private Cache<String, String> entries() {
    Retention retention = Retention.of(SMALL.retentionNanos());
    return nodes.caches.shared(retention.limits()).cache();
  }

  @Test
  void usesCompareAndSetWhenInvokeLosesCharges() throws Exception {
    nodes.caches.invokeLoses = true;

    int permitted = together(key, SMALL, 100, nodes.add(), nodes.add());

    assertThat(permitted).isEqualTo(10);
  }

  /** Two nodes lose no charge, whatever the unused strategies lose. */
  final void twoNodesCountEveryCharge() {
    CountedQuotas quotas = exact(CountedQuotas.parse("100/1h fixed-window"));
    Node one = nodes.add();
    Node other = nodes.add();

    one.permitted(key, quotas, 30);
    other.permitted(key, quotas, 30);

    assertThat(one.acquire(key, quotas, 0).remaining()).isEqualTo(40);
  }

  @Test
  void aProviderThatIsNotAtomicIsRejected() {
    nodes.caches.invokeLoses = true;
    nodes.caches.replaceLoses = true;

    assertThatThrownBy(nodes::add)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "cache \"limitrate-5m\": must update entries atomically; \\{INVOKE=lost [1-9]\\d* of"
                + " \\d+ charges, (EXCHANGE=lost [1-9]\\d* of \\d+ charges, )?REPLACE=lost"
                + " [1-9]\\d* of \\d+ charges}");
  }

  @Test
  void aClosedStoreRejectsCallsWithAMessage() {
    Node node = nodes.add();
    node.store().close();

    assertThatThrownBy(() -> node.acquire(key, SMALL, 1)).isInstanceOf(RuntimeException.class);
  }
}
