package io.limitrate.tck.cluster;

import io.limitrate.tck.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The wall clocks of the nodes of a cluster. */
final class WallClocks {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final List<WallClock> clocks = new ArrayList<>();

  /** Returns the node with a clock that is ahead of the right time; its index is the next one. */
  Cluster.Setup add(Cluster.Setup node, Duration ahead, Path directory) {
    WallClock clock = WallClock.ahead(ahead, directory);
    clocks.add(clock);
    return clock.of(node);
  }

  /** Sets the clock of a node, and waits until its process has noticed the step. */
  void step(Cluster cluster, int index, Duration ahead) {
    clocks.get(index).step(ahead);
    Await.until("a step of the clock", LONGEST, () -> isAhead(cluster.node(index), ahead));
  }

  private static boolean isAhead(Node node, Duration ahead) {
    return Duration.between(Instant.now().plus(ahead), node.time()).abs().compareTo(LONGEST) < 0;
  }
}
