package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.ManualClock;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.strategy.SharedEntry;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy.Entry;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The distance between the clocks of nodes whose heartbeats are not synchronous. */
class ClockDistanceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** After two beats each node has seen the other nodes. */
  private static final int BEATS_TO_AGREE = 2;

  private static final int BEATS = 8;

  /** A node with a wrong clock, and the time of its next beat. */
  private static final class Node {
    private final ManualClock time = new ManualClock();
    private final SharedEntry target;
    private final ClusterClock clock;
    private final long latencyMillis;
    private long nextMillis;
    private int beats;

    Node(Entry entry, int aheadMillis, int phaseMillis, int latencyMillis) {
      this.target = new SharedEntry(entry, UpdateStrategy.INVOKE, false);
      this.clock = new ClusterClock(Clock.of(time));
      this.latencyMillis = latencyMillis;
      this.nextMillis = phaseMillis;
      time.advance(Duration.ofMillis(aheadMillis));
    }

    void beat() {
      clock.advance(target, new Deadline(Duration.ofSeconds(10)));
      nextMillis += Heartbeat.PERIOD.toMillis() + latencyMillis;
      beats++;
    }
  }

  @Property(tries = 200)
  void isOneSecondAtMostWhileTheStoreAnswersInTime(
      @ForAll @Size(3) List<@IntRange(min = -5_000, max = 5_000) Integer> ahead,
      @ForAll @Size(3) List<@IntRange(min = 0, max = 499) Integer> phases,
      @ForAll @Size(3) List<@IntRange(min = 0, max = 49) Integer> latencies) {
    try (TestCaches caches = new TestCaches()) {
      Entry entry = new Entry(caches.shared("c"), "clock");
      PriorityQueue<Node> nodes =
          new PriorityQueue<>((one, other) -> Long.compare(one.nextMillis, other.nextMillis));
      for (int i = 0; i < 3; i++) {
        nodes.add(new Node(entry, ahead.get(i), phases.get(i), latencies.get(i)));
      }
      long millis = 0;
      for (int i = 0; i < BEATS * 3; i++) {
        Node next = nodes.remove();
        long passed = next.nextMillis - millis;
        millis = next.nextMillis;
        next.time.advance(Duration.ofMillis(passed));
        nodes.forEach(node -> node.time.advance(Duration.ofMillis(passed)));
        next.beat();
        nodes.add(next);

        if (nodes.stream().allMatch(node -> node.beats > BEATS_TO_AGREE)) {
          assertThat(distance(nodes)).isLessThanOrEqualTo(SECOND);
        }
      }
    }
  }

  private static long distance(PriorityQueue<Node> nodes) {
    long first = nodes.stream().mapToLong(node -> node.clock.nanos()).min().orElseThrow();
    long last = nodes.stream().mapToLong(node -> node.clock.nanos()).max().orElseThrow();
    return last - first;
  }
}
