package io.limitrate.tck.cluster;

import io.limitrate.tck.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A Hazelcast member in a separate process with Hazelcast's classes only. */
final class HazelcastMember implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final int port;
  private final Process process;
  private final Thread atExit;

  private HazelcastMember(int port, Process process) {
    this.port = port;
    this.process = process;
    this.atExit = new Thread(process::destroyForcibly, "hazelcast-member-stop");
  }

  /** Starts a member and waits until it accepts connections. */
  static HazelcastMember start(Path directory) {
    MemberAddress own = MemberAddress.find(1).get(0);
    Path file = Stores.write(directory, "server.yaml", HazelcastFile.member(own));
    ProcessBuilder program =
        Program.ofJars(
                "com.hazelcast.core.server.HazelcastMemberStarter", "hazelcast-", "cache-api-")
            .option("-Dhazelcast.config=" + file)
            .process()
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(directory.resolve("server.log").toFile());
    try {
      HazelcastMember member = new HazelcastMember(own.port(), program.start());
      Runtime.getRuntime().addShutdownHook(member.atExit);
      Await.until("a member on port " + own.port(), LONGEST_START, member::listens);
      return member;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
