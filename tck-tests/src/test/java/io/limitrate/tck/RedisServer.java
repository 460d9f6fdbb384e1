package io.limitrate.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real redis-server in a separate process, on a free port of the loopback interface. The process
 * ends with {@link #close()} or with the JVM. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int LONGEST_ANSWER_MILLIS = 1_000;
  private static final int ATTEMPTS = 5;

  /** The server for each platform, by its name in the jar of embedded-redis. */
  private static final Map<String, String> RESOURCES =
      Map.of(
          "linux amd64", "redis-server-6.2.6-v5-linux-amd64",
          "linux aarch64", "redis-server-6.2.7-linux-arm64",
          "mac os x x86_64", "redis-server-6.2.6-v5-darwin-amd64",
          "mac os x aarch64", "redis-server-6.2.6-v5-darwin-arm64");

  private final Path executable;
  private final List<String> options;
  private final Thread atExit = new Thread(this::stop, "redis-server-stop");
  private int port;
  private Process process;

  private RedisServer(Path executable, List<String> options) {
    this.executable = executable;
    this.options = options;
  }

  /**
   * Starts a server that writes nothing to disk. Returns when the server answers.
   *
   * @throws IllegalStateException when there is no server for the platform, or the server does not
   *     start
   */
  public static RedisServer start() {
    return start(List.of("--appendonly", "no"));
  }

  /**
   * Starts a server that writes each change to disk before it answers, so that a restart loses
   * nothing.
   */
  public static RedisServer startDurable(Path directory) {
    return start(
        List.of("--appendonly", "yes", "--appendfsync", "always", "--dir", directory.toString()));
  }

  /** Starts a server that answers only clients with the password. */
  public static RedisServer startProtected(String password) {
    return start(List.of("--appendonly", "no", "--requirepass", password));
  }

  /**
   * Starts a master of a Redis Cluster, which has no slots yet.
   *
   * @param announcedPort the port at which clients reach the master, known to the whole cluster
   */
  public static RedisServer startMaster(Path directory, int announcedPort) {
    return start(
        List.of(
            "--cluster-enabled",
            "yes",
            "--cluster-config-file",
            "nodes-" + announcedPort + ".conf",
            "--cluster-announce-ip",
            "127.0.0.1",
            "--cluster-announce-port",
            Integer.toString(announcedPort),
            "--dir",
            directory.toString()));
  }

  private static RedisServer start(List<String> options) {
    RedisServer server = new RedisServer(extract(), options);
    server.startOnAFreePort();
    Runtime.getRuntime().addShutdownHook(server.atExit);
    return server;
  }

  private static Path extract() {
    String platform =
        (System.getProperty("os.name") + " " + System.getProperty("os.arch"))
            .toLowerCase(Locale.ROOT);
    String resource = RESOURCES.getOrDefault(platform, "");
    try (InputStream in = RedisServer.class.getResourceAsStream("/" + resource)) {
      if (resource.isEmpty() || in == null) {
        throw new IllegalStateException(
            "platform \"" + platform + "\": must be one of " + RESOURCES.keySet());
      }
      Path file = Files.createTempFile("redis-server", "");
      file.toFile().deleteOnExit();
      Files.write(file, in.readAllBytes());
      if (!file.toFile().setExecutable(true)) {
        throw new IllegalStateException("\"" + file + "\": must be executable");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another process may take the port between its choice and the start. */
  private void startOnAFreePort() {
    for (int i = 1; ; i++) {
      port = FreePorts.find(1).get(0);
      try {
        startProcess();
        return;
      } catch (IllegalStateException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void startProcess() {
    List<String> command =
        new ArrayList<>(
            List.of(
                executable.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--daemonize",
                "no"));
    command.addAll(options);
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new IllegalStateException("redis-server does not run here", e);
    }
    awaitAnswer();
  }

  private void awaitAnswer() {
    long start = System.nanoTime();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - start > DEADLINE_NANOS) {
        stop();
        throw new IllegalStateException("redis-server on port " + port + " does not answer");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private boolean answers() {
    try {
      String answer = ask("PING");
      return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Sends a command and returns the answer in the form of the protocol. */
  public String ask(String command) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LONGEST_ANSWER_MILLIS);
      socket.setSoTimeout(LONGEST_ANSWER_MILLIS);
      String andEnd = command + "\r\nQUIT\r\n";
      socket.getOutputStream().write(andEnd.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address of the server: {@code redis://127.0.0.1:PORT}. */
  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  /** Returns the port at which the server listens. A master announces another port. */
  public int port() {
    return port;
  }

  /** Returns the id of the current process. */
  public long pid() {
    return process.pid();
  }

  /** Stops the server from answering; its connections stay open. */
  public void pause() {
    Signals.pause(process);
  }

  /** Lets the server answer again. */
  public void resume() {
    Signals.resume(process);
  }

  /** Kills the server without closing its connections first. Data that is not on disk is lost. */
  public void kill() {
    stop();
  }

  /** Kills the server if it runs, and starts it again on the same port with the data on disk. */
  public void restart() {
    stop();
    startProcess();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
    executable.toFile().delete();
  }

  /** Ends the process, even if it is paused. */
  private void stop() {
    process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
