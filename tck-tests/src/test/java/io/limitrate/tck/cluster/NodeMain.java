package io.limitrate.tck.cluster;

import io.limitrate.config.Configuration;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.runtime.Limitrate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One node, a program for a separate JVM: {@code NodeMain limitrate.yaml tally}.
 *
 * <p>The node reads commands from its standard input, {@code run LOAD}, {@code stop} and {@code
 * time}, and answers {@code node: ready}, {@code node: served SERVED} and {@code node: time
 * INSTANT}. The node ends with its input, so it never outlives the test.
 */
final class NodeMain {
  /** The prefix of answers, because libraries print lines too. */
  static final String ANSWER = "node: ";

  /** The system property with the offset of the clock, such as PT-5S. */
  static final String CLOCK_OFFSET = "node.clock.offset";

  private static final System.Logger LOG = System.getLogger(NodeMain.class.getName());

  private final Limitrate limitrate;
  private final Tally tally;
  private @Nullable Traffic traffic;

  private NodeMain(Limitrate limitrate, Tally tally) {
    this.limitrate = limitrate;
    this.tally = tally;
  }

  public static void main(String[] arguments) {
    int status = 1;
    try {
      Tally tally = Tally.open(Path.of(arguments[1]));
      NodeMain node = new NodeMain(start(Path.of(arguments[0])), tally);
      say("ready");
      node.obey();
      status = 0;
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "The node fails", e);
    } finally {
      // Ends the process despite threads of the provider.
      Runtime.getRuntime().halt(status);
    }
  }

  private static Limitrate start(Path yaml) throws IOException {
    try (InputStream in = Files.newInputStream(yaml)) {
      Configuration configuration = Bootstrap.read(in, yaml.toString());
      String offset = System.getProperty(CLOCK_OFFSET);
      return offset == null
          ? Limitrate.start(configuration)
          : Limitrate.start(
              configuration, InstantSource.offset(InstantSource.system(), Duration.parse(offset)));
    }
  }

  private void obey() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("run ")) {
        run(Load.parse(line.substring("run ".length())));
      } else if (line.equals("stop") && traffic != null) {
        traffic.stop();
      } else if (line.equals("time")) {
        say("time " + Instant.now());
      } else {
        throw new IllegalArgumentException("\"" + line + "\": must be run, stop or time");
      }
    }
  }

  private void run(Load load) {
    Traffic next = new Traffic(limitrate.limiter(), limitrate.policy(load.policy()), load, tally);
    traffic = next;
    new Thread(() -> serve(next), "traffic").start();
  }

  private static void serve(Traffic traffic) {
    try {
      say("served " + traffic.serve().text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(String answer) {
    System.out.println(ANSWER + answer);
  }
}
