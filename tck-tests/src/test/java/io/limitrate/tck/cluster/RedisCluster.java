package io.limitrate.tck.cluster;

import io.limitrate.tck.Await;
import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Redis Cluster of three masters, each in a separate process. Clients reach each master through a
 * proxy that can be slow; a master announces the port of its proxy. Not thread-safe.
 */
public final class RedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;

  /** Redis 6 has no setting for the port that the masters use among themselves. */
  private static final int BUS = 10_000;

  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private final List<Master> masters = new ArrayList<>();

  private RedisCluster() {}

  /** Starts a cluster that serves every slot, with its files in a directory. */
  public static RedisCluster start(Path directory) {
    RedisCluster cluster = new RedisCluster();
    try {
      for (int i = 0; i < MASTERS; i++) {
        cluster.masters.add(Master.start(directory));
      }
      cluster.join();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void join() {
    masters.subList(1, MASTERS).forEach(masters.get(0)::meet);
    for (int i = 0; i < MASTERS; i++) {
      masters.get(i).serveSlots(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS);
    }
    Await.until("a cluster", LONGEST_START, () -> masters.stream().allMatch(Master::isReady));
  }

  /** Writes Redisson's file for a client of the cluster. */
  public Path redissonFile(Path directory) {
    String addresses =
        masters.stream()
            .map(master -> "\"redis://127.0.0.1:" + master.line.port() + "\"")
            .collect(Collectors.joining(", "));
    String yaml =
        """
        clusterServersConfig:
          nodeAddresses: [%s]
          masterConnectionMinimumIdleSize: 4
          pingConnectionInterval: 1000
        """
            .formatted(addresses);
    return Stores.write(directory, "redisson.yaml", yaml);
  }

  /** Delays each later round trip to a master. */
  void delay(Duration roundTrip) {
    masters.forEach(master -> master.line.delay(roundTrip));
  }

  /** Returns whether a master has a key that matches the pattern. */
  public boolean hasKey(String pattern) {
    return masters.stream().anyMatch(master -> master.hasKey(pattern));
  }

  @Override
  public void close() {
    masters.forEach(Master::close);
  }

  private record Master(TcpProxy line, RedisServer server) implements AutoCloseable {

    static Master start(Path directory) {
      TcpProxy line = TcpProxy.open();
      RedisServer server = RedisServer.startMaster(directory, line.port());
      line.target(server.port());
      return new Master(line, server);
    }

    void meet(Master other) {
      int bus = other.server.port() + BUS;
      order("CLUSTER MEET 127.0.0.1 " + other.line.port() + " " + bus);
    }

    void serveSlots(int from, int to) {
      order(
          IntStream.range(from, to)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" ", "CLUSTER ADDSLOTS ", "")));
    }

    private void order(String command) {
      String answer = server.ask(command);
      if (!answer.startsWith("+OK")) {
        throw new IllegalStateException(
            server.address()
                + ": must obey "
                + command.substring(0, "CLUSTER MEET".length())
                + ": "
                + answer);
      }
    }

    boolean isReady() {
      String info = server.ask("CLUSTER INFO");
      return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + MASTERS);
    }

    boolean hasKey(String pattern) {
      return !server.ask("KEYS " + pattern).startsWith("*0");
    }

    @Override
    public void close() {
      server.close();
      line.close();
    }
  }
}
