package io.limitrate.tck.cluster;

import io.limitrate.tck.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Nodes that share their limits, each in a separate process. Not thread-safe. */
final class Cluster implements AutoCloseable {
  private static final Duration LONGEST_LOAD = Duration.ofSeconds(60);

  private final Path directory;
  private final List<Setup> setups;
  private final List<Node> nodes = new ArrayList<>();

  private Cluster(Path directory, List<Setup> setups) {
    this.directory = directory;
    this.setups = setups;
  }

  /** The settings of a node. */
  record Setup(String yaml, Program program) {
    Setup option(String option) {
      return new Setup(yaml, program.option(option));
    }
  }

  /** Starts the nodes, the first before all others, and waits until they are ready. */
  static Cluster start(Path directory, List<Setup> setups) {
    return start(directory, setups, 1);
  }

  /** Starts all nodes at the same time, for nodes that wait for each other. */
  static Cluster startTogether(Path directory, List<Setup> setups) {
    return start(directory, setups, setups.size());
  }

  private static Cluster start(Path directory, List<Setup> setups, int first) {
    Cluster cluster = new Cluster(directory, setups);
    try {
      cluster.start(0, first);
      cluster.start(first, setups.size());
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void start(int from, int to) {
    for (int i = from; i < to; i++) {
      nodes.add(start(i));
    }
    nodes.subList(from, to).forEach(Node::awaitReady);
  }

  private Node start(int index) {
    Setup setup = setups.get(index);
    return Node.start(directory, "node-" + index, setup.yaml(), setup.program());
  }

  Node node(int index) {
    return nodes.get(index);
  }

  /** Starts a dead node again; calls that it permitted before stay counted. */
  void restart(int index) {
    nodes.get(index).close();
    nodes.set(index, start(index));
    nodes.get(index).awaitReady();
  }

  private List<Node> living() {
    return nodes.stream().filter(Node::alive).toList();
  }

  /**
   * Runs the load on every living node at the same time and waits until all nodes have finished.
   */
  List<Served> serve(Load load) {
    begin(load);
    return end();
  }

  /** Starts the load on every living node. */
  void begin(Load load) {
    living().forEach(node -> node.run(load));
  }

  /** Stops all loads early. */
  void stop() {
    living().forEach(Node::stop);
  }

  /** Waits until every living node has finished its load. */
  List<Served> end() {
    return living().stream().map(node -> node.served(LONGEST_LOAD)).toList();
  }

  /**
   * Runs the load on every living node repeatedly: unused units of leases come back and are
   * permitted later.
   *
   * @return whether the condition becomes true in time
   */
  boolean serveUntil(BooleanSupplier condition, Duration longest, Load load) {
    return Await.within(
        longest,
        () -> {
          if (!condition.getAsBoolean()) {
            serve(load);
          }
          return condition.getAsBoolean();
        });
  }

  /** Returns the number of calls on all nodes, dead ones included. */
  long asked() {
    return nodes.stream().mapToLong(node -> node.tally().asked()).sum();
  }

  /** Returns the number of calls that the nodes could not count. */
  long failed() {
    return nodes.stream().mapToLong(node -> node.tally().failed()).sum();
  }

  /** Returns the logs of all nodes. */
  String logs() {
    return nodes.stream().map(Node::log).collect(Collectors.joining("\n"));
  }

  /** Returns the number of permitted calls of a user, on all nodes, dead ones included. */
  long admitted(int user) {
    return nodes.stream().mapToLong(node -> node.tally().admitted(user)).sum();
  }

  /** Returns the number of permitted calls of each user. */
  LongStream admittedByUser(int users) {
    return IntStream.range(0, users).mapToLong(this::admitted);
  }

  /** Resets the counters; no call may be running. */
  void clear() {
    nodes.forEach(node -> node.tally().clear());
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
  }
}
