package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tests on nodes that are started once for all of them. Each has users of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class OneClusterForAll {
  static final int NODES = 3;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private int tests;

  /** The nodes; nothing is counted yet. */
  Cluster cluster;

  /** Whom the test may call for: nobody has before. */
  String user;

  /** The nodes to start, on a store that is up. */
  abstract List<Cluster.Setup> setups(Path directory);

  /** To be closed after the nodes. */
  final <T extends AutoCloseable> T closing(T resource) {
    open.push(resource);
    return resource;
  }

  @BeforeAll
  void start(@TempDir Path directory) {
    cluster = closing(Cluster.start(directory, setups(directory)));
  }

  @BeforeEach
  void clear() {
    cluster.clear();
    user = "user-" + tests++;
  }

  @AfterAll
  void end() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
