package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.store.shared.SimulatedStore.Kind;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The arithmetic of docs/scaling.md holds in a simulation. The system property {@code
 * simulation.nodes} sets the number of nodes; docs/scaling.md has the tables that 1,000 nodes
 * print.
 */
class ScaleSimulationTest {
  private static final int NODES = Integer.getInteger("simulation.nodes", 20);
  private static final long SEED = 1;
  private static List<HotKeyResult> hotKey = List.of();
  private static List<KeySampleResult> samples = List.of();

  /** Prints each result at once, because the simulation of 1,000 nodes takes minutes. */
  @BeforeAll
  static void simulate() {
    System.out.println(HotKeyResult.HEADER);
    hotKey = Scenario.all(NODES).stream().map(ScaleSimulationTest::simulate).toList();
    System.out.println(KeySampleResult.HEADER);
    samples = Stream.of(1, NODES).map(ScaleSimulationTest::simulate).toList();
  }

  private static HotKeyResult simulate(Scenario scenario) {
    HotKeyResult result = HotKeySimulation.run(scenario, SEED);
    System.out.println(result.line());
    return result;
  }

  /** Simulates 100,000 keys and 1,000 calls in a second for each node. */
  private static KeySampleResult simulate(int nodesOfKey) {
    KeySample sample = KeySample.of(100_000L * NODES, 1_000 * NODES, nodesOfKey, SEED);
    KeySampleResult result = KeySampleResult.of(sample);
    System.out.println(result.line());
    return result;
  }

  @Test
  void neverPermitsMoreThanTheQuota() {
    assertThat(hotKey).allSatisfy(it -> assertThat(it.mostOfQuota()).isLessThanOrEqualTo(1));
    assertThat(hotKey).anySatisfy(it -> assertThat(it.mostOfQuota()).isGreaterThan(0.9));
  }

  @Test
  void makesAtMostTheChargesOfThePage() {
    assertThat(hotKey)
        .allSatisfy(it -> assertThat(it.charges()).isLessThan(1.05 * it.mostCharges()));
    assertThat(steady().charges()).isGreaterThan(0.7 * steady().mostCharges());
  }

  @Test
  void returnsUnitsAtMostOnceForEachCharge() {
    assertThat(hotKey).allSatisfy(it -> assertThat(it.returns()).isLessThanOrEqualTo(it.charges()));
  }

  @Test
  void permitsAllThatTheQuotaHasAndServesAllNodesAlikeWhileTheStoreKeepsUp() {
    assertThat(hotKey)
        .filteredOn(it -> it.givenUp() == 0)
        .contains(steady())
        .allSatisfy(
            it -> {
              assertThat(it.unused()).isLessThan(0.01);
              assertThat(it.fairness()).isGreaterThan(0.9);
              assertThat(it.undecided()).isZero();
            });
  }

  /** Before returns went along with charges, 200 nodes left 41 % of such a quota unused. */
  @Test
  void manyNodesUseAQuotaPerSecond() {
    HotKeyResult result = HotKeySimulation.run(Scenario.of(200, "steady, a second"), SEED);

    assertThat(result.unused()).isLessThan(0.01);
    assertThat(result.operations()).isLessThan(3 * result.mostCharges());
    assertThat(result.leastToMost()).isGreaterThan(0.9);
    assertThat(result.mostOfQuota()).isLessThanOrEqualTo(1);
  }

  /** Before nodes waited in a flood, the failure rule decided 12 % of the calls of 50 nodes. */
  @Test
  void aFloodOfOneKeyDoesNotSaturateAStoreWithCompareAndExchange() {
    HotKeyResult result = HotKeySimulation.run(Scenario.of(50, "flood, exchange"), SEED);

    assertThat(result.undecided()).isZero();
    assertThat(result.charges()).isLessThan(result.mostCharges());
    assertThat(result.operations()).isLessThan(3 * result.charges());
    assertThat(result.unused()).isLessThan(0.01);
    assertThat(result.fairness()).isGreaterThan(0.9);
  }

  private static HotKeyResult steady() {
    return hotKey.get(0);
  }

  @Test
  void manyKeysNeedTheOperationsAndEntriesOfThePage() {
    assertThat(samples)
        .allSatisfy(
            it -> {
              assertThat(it.operations() / it.mostOperations()).isBetween(0.75, 1.15);
              assertThat(it.ofHottest()).isLessThan(1.1 * it.mostOfHottest());
              assertThat(it.entries() / it.entriesByFormula()).isBetween(0.9, 1.1);
              assertThat(it.characters()).isBetween(38.0, 42.0);
            });
  }

  @Test
  void equalSeedsGiveEqualResults() {
    Scenario scenario = Scenario.all(10).get(0);

    HotKeyResult result = HotKeySimulation.run(scenario, 7);

    assertThat(HotKeySimulation.run(scenario, 7)).isEqualTo(result);
    assertThat(HotKeySimulation.run(scenario, 8)).isNotEqualTo(result);
  }

  @Test
  void aThousandNodesWriteTheTimeOfTheClusterAboutTwiceASecond() {
    Timeline timeline = new Timeline();
    SplittableRandom random = new SplittableRandom(SEED);
    AtomicLong writes = new AtomicLong();
    int seconds = 20;

    try (SimulatedStore store = new SimulatedStore(Kind.PROCESSOR, timeline, random.split())) {
      for (int i = 0; i < 1_000; i++) {
        SimulatedNode node = new SimulatedNode(timeline, store, call -> {});
        timeline.after(
            random.nextLong(Heartbeat.PERIOD.toNanos()),
            () -> node.beat(Heartbeat.PERIOD, writes::incrementAndGet));
      }
      timeline.runUntil(Timeline.START_NANOS + TimeUnit.SECONDS.toNanos(seconds));
    }

    assertThat((double) writes.get() / seconds).isBetween(2.0, 2.3);
  }
}
