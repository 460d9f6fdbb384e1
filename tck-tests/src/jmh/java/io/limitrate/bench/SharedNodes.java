package io.limitrate.bench;

import io.limitrate.tck.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two nodes that share a limit. */
interface SharedNodes extends AutoCloseable {
  int NODES = 2;

  /** Returns whether a node permits a call with one of the keys. */
  boolean permits(int node, int key);

  /** Returns the number of operations on the store so far. */
  long operations();

  @Override
  void close() throws IOException;

  /** Returns a Hazelcast configuration for each node of a cluster on the loopback interface. */
  static List<Path> hazelcastFiles() throws IOException {
    List<Integer> ports = FreePorts.find(NODES);
    List<Path> files = new ArrayList<>();
    for (int port : ports) {
      Path file = Files.createTempFile("member", ".yaml");
      file.toFile().deleteOnExit();
      files.add(Files.writeString(file, hazelcast(port, ports)));
    }
    return files;
  }

  private static String hazelcast(int port, List<Integer> ports) {
    return """
    hazelcast:
      cluster-name: bench
      network:
        port: { port: %d, auto-increment: false }
        interfaces: { enabled: true, interfaces: [127.0.0.1] }
        join:
          auto-detection: { enabled: false }
          multicast: { enabled: false }
          tcp-ip: { enabled: true, member-list: ["127.0.0.1:%d", "127.0.0.1:%d"] }
      properties:
        hazelcast.socket.bind.any: "false"
        hazelcast.wait.seconds.before.join: "1"
        hazelcast.logging.type: none
        hazelcast.phone.home.enabled: "false"
    """
        .formatted(port, ports.get(0), ports.get(1));
  }
}
