package io.limitrate.tck.cluster;

import io.limitrate.tck.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node in a separate process. Not thread-safe. */
final class Node implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  private final String name;
  private final Path errors;
  private final Tally tally;
  private final Process process;
  private final Writer orders;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Thread atExit;

  private Node(String name, Path errors, Tally tally, Process process) {
    this.name = name;
    this.errors = errors;
    this.tally = tally;
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.atExit = new Thread(process::destroyForcibly, name + "-stop");
  }

  /** Starts a node, without waiting until it is ready. */
  static Node start(Path directory, String name, String yaml, Program program) {
    try {
      Path configuration = Files.writeString(directory.resolve(name + ".yaml"), yaml);
      Path counters = directory.resolve(name + ".tally");
      Path errors = directory.resolve(name + ".log");
      Tally tally = Tally.open(counters);
      Process process =
          program
              .argument(configuration)
              .argument(counters)
              .process()
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
              .start();
      Node node = new Node(name, errors, tally, process);
      Runtime.getRuntime().addShutdownHook(node.atExit);
      Thread reader = new Thread(node::read, name + "-answers");
      reader.setDaemon(true);
      reader.start();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      in.lines()
          .filter(line -> line.startsWith(NodeMain.ANSWER))
          .forEach(line -> answers.add(line.substring(NodeMain.ANSWER.length())));
    } catch (IOException | UncheckedIOException e) {
      // The node was killed; the method that waits for an answer reports it.
    }
  }

  void awaitReady() {
    answer("ready", LONGEST_START);
  }

  /** Starts a load; no other load may be running. */
  void run(Load load) {
    order("run " + load.text());
  }

  /** Stops the load early. */
  void stop() {
    order("stop");
  }

  /** Waits for the end of the load and returns its result. */
  Served served(Duration longest) {
    return Served.parse(answer("served ", longest));
  }

  /** Returns the wall clock of the node's process. */
  Instant time() {
    order("time");
    return Instant.parse(answer("time ", LONGEST_ANSWER));
  }

  Tally tally() {
    return tally;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Kills the process at once, like kill -9. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }

  void pause() {
    Signals.pause(process);
  }

  void resume() {
    Signals.resume(process);
  }

  private void order(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(trouble(line), e);
    }
  }

  private String answer(String expected, Duration longest) {
    try {
      long start = System.nanoTime();
      @Nullable String answer = null;
      while (answer == null && process.isAlive() && System.nanoTime() - start < longest.toNanos()) {
        answer = answers.poll(100, TimeUnit.MILLISECONDS);
      }
      if (answer == null || !answer.startsWith(expected)) {
        throw new AssertionError(trouble(expected + " within " + longest));
      }
      return answer.substring(expected.length());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String trouble(String expected) {
    return name + (alive() ? " runs: " : " is dead: ") + expected + "\n" + log();
  }

  /** Returns the output of the node without its answers. */
  String log() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
