package io.limitrate.tck.cluster;

import io.limitrate.config.SharedSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Creates the nodes of a cluster, with the configuration files of the provider. */
final class Stores {
  /** Longer than an answer takes on a machine that runs other tests too. */
  private static final Duration PATIENT = Duration.ofSeconds(5);

  /** The time-out of a member whose cluster may lose members. */
  private static final Duration SHORT = Duration.ofMillis(500);

  private Stores() {}

  /** Returns nodes on one Redis server. */
  static List<Cluster.Setup> redis(String address, Duration timeout, int nodes) {
    Cluster.Setup setup = setup("redis", "address: \"" + address + "\"", timeout, nodes);
    return Collections.nCopies(nodes, setup);
  }

  /** Returns nodes on one Redis server that always answers. */
  static List<Cluster.Setup> redis(String address, int nodes) {
    return redis(address, PATIENT, nodes);
  }

  /** Returns nodes with a configuration file of Redisson. */
  static List<Cluster.Setup> redis(Path file, int nodes) {
    return Collections.nCopies(nodes, setup("redis", "config: " + file, PATIENT, nodes));
  }

  /** Returns nodes that are members of one Hazelcast cluster. */
  static List<Cluster.Setup> hazelcast(Path directory, int nodes) {
    return members(
        "hazelcast", directory, MemberAddress.find(nodes), HazelcastFile::member, PATIENT);
  }

  /** Returns nodes that are clients of the Hazelcast member at a port. */
  static List<Cluster.Setup> hazelcastClients(Path directory, int member, int nodes) {
    Path file = write(directory, "client.yaml", HazelcastFile.client(member));
    Cluster.Setup setup = setup("hazelcast-client", "config: " + file, PATIENT, nodes);
    return Collections.nCopies(nodes, setup);
  }

  /** Returns nodes that are members of one Infinispan cluster. */
  static List<Cluster.Setup> infinispan(Path directory, int nodes) {
    return members(
        "infinispan", directory, MemberAddress.find(nodes), InfinispanFile::member, PATIENT);
  }

  /**
   * Returns nodes that are members at these addresses, each with its own file; members may be lost
   * during the test.
   */
  static List<Cluster.Setup> members(
      String provider,
      Path directory,
      List<MemberAddress> addresses,
      Function<MemberAddress, String> text) {
    return members(provider, directory, addresses, text, SHORT);
  }

  private static List<Cluster.Setup> members(
      String provider,
      Path directory,
      List<MemberAddress> addresses,
      Function<MemberAddress, String> text,
      Duration timeout) {
    return addresses.stream()
        .map(own -> memberFile(provider, directory, own, text))
        .map(file -> setup(provider, "config: " + file, timeout, addresses.size()))
        .toList();
  }

  /** Writes the file of a member at an address. */
  static Path memberFile(
      String provider, Path directory, MemberAddress own, Function<MemberAddress, String> text) {
    String suffix = provider.equals("infinispan") ? ".xml" : ".yaml";
    return write(directory, "member-" + own.port() + suffix, text.apply(own));
  }

  /** Returns members of one cluster in this process, each with its own file. */
  static List<SharedSource> memberSources(
      SharedSource.Provider provider,
      Path directory,
      int nodes,
      Function<MemberAddress, String> text) {
    return MemberAddress.find(nodes).stream()
        .map(own -> memberFile(provider.provider().id(), directory, own, text))
        .<SharedSource>map(file -> new SharedSource.Configured(provider, file.toString()))
        .toList();
  }

  private static Cluster.Setup setup(String provider, String where, Duration timeout, int nodes) {
    String yaml =
        """
        store:
          %s:
            %s
            secret: 00112233445566778899aabbccddeeff
            nodes: %d
            timeout: %dms
        """
            .formatted(provider, where, nodes, timeout.toMillis());
    return new Cluster.Setup(yaml + Limit.yaml(), Program.of(NodeMain.class));
  }

  static Path write(Path directory, String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
