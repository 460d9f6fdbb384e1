package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.Nodes.Node;
import org.junit.jupiter.api.Test;

/** The contract of a shared store, with an asynchronous entry processor. */
class ProcessorSharedStoreTest extends SharedStoreTest {
  private static final CountedQuotas QUOTAS = exact(CountedQuotas.parse("100/1h fixed-window"));

  private final TestAsync async = TestAsync.processing();

  ProcessorSharedStoreTest() {
    nodes.caches.async = async;
  }

  @Test
  void aChargeIsOneOperationAlsoUnderContention() {
    Node one = nodes.add();
    Node other = nodes.add();
    async.beginners.clear();
    int before = nodes.caches.entryOperations.get();

    for (int i = 0; i < 10; i++) {
      one.permitted(key, QUOTAS, 1);
      other.permitted(key, QUOTAS, 1);
    }

    assertThat(nodes.caches.entryOperations.get() - before).isEqualTo(20);
    assertThat(async.beginners).contains(Thread.currentThread());
    assertThat(one.acquire(key, QUOTAS, 0).remaining()).isEqualTo(80);
  }

  @Test
  void aProcessorThatLosesChargesIsNotUsed() {
    nodes.caches.invokeLoses = true;

    twoNodesCountEveryCharge();
  }

  @Test
  void aProcessorThatNeverAnswersIsNotUsed() {
    async.forgets = true;
    Node node = nodes.add();

    assertThat(node.permitted(key, QUOTAS, 1)).isEqualTo(1);
  }
}
