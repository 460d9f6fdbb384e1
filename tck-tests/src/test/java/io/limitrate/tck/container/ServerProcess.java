package io.limitrate.tck.container;

import io.limitrate.tck.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The process of a server, with its output. The process ends with {@link #close()} or with the JVM.
 * Not thread-safe.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final int TAIL = 4_000;

  private final Process process;
  private final Path log;
  private final Thread atExit = new Thread(this::end, "server-end");
  private final HttpClient client = HttpClient.newHttpClient();

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Returns the path of the program {@code java}. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Starts the process. Writes its output into {@code server.log} in the directory. */
  static ServerProcess start(ProcessBuilder command, Path directory) throws IOException {
    Path log = directory.resolve("server.log");
    Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    ServerProcess server = new ServerProcess(process, log);
    Runtime.getRuntime().addShutdownHook(server.atExit);
    return server;
  }

  /**
   * Starts the process, and waits until the output contains a text.
   *
   * @throws IllegalStateException as {@link #await} does; the process is ended in this case
   */
  public static ServerProcess start(ProcessBuilder command, Path directory, String text)
      throws IOException {
    ServerProcess server = start(command, directory);
    try {
      server.await(text, () -> server.log().contains(text));
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Waits until the condition holds.
   *
   * @throws IllegalStateException when the process has ended, or 90 s have passed; the message
   *     contains the end of the output
   */
  void await(String what, BooleanSupplier condition) {
    boolean[] held = new boolean[1];
    Await.within(
        LONGEST,
        () -> {
          held[0] = condition.getAsBoolean();
          return held[0] || !process.isAlive();
        });
    if (!held[0]) {
      throw new IllegalStateException(
          what
              + (process.isAlive() ? ": not within " + LONGEST : ": the server has ended")
              + tail());
    }
  }

  /** Waits until the application of the contracts answers at a path without limits. */
  URI awaitApplication(URI root) {
    await(root.toString(), () -> status(root) == 200);
    return root;
  }

  /** Waits until the application is undeployed. */
  void awaitGone(URI root) {
    await(root + " gone", () -> status(root) == 404);
  }

  private int status(URI root) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(root + "/elsewhere"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the output so far. */
  String log() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    String all = log();
    return "\n" + all.substring(Math.max(0, all.length() - TAIL));
  }

  /**
   * Returns the started process. A script must have replaced itself by the server with {@code
   * exec}.
   */
  public Process process() {
    return process;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end();
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
