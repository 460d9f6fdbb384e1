package io.limitrate.tck.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures what each class of requests gets from a server that is offered several times what it can
 * answer, with load shedding and without. Prints a Markdown table for each, and writes them into
 * the directory {@code target}.
 */
public final class Overload {
  private static final Path TARGET = Path.of("target");

  private static final Map<String, Integer> DEFAULTS =
      Map.of("seconds", 60, "warmUp", 10, "times", 3, "inFlight", 64);

  private Overload() {}

  /** Measures; the arguments are settings such as {@code seconds=10}. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Integer> settings = settings(arguments);
    String tables = measure(settings, Files.createDirectories(TARGET.resolve("overload")));
    System.out.println(tables);
    Files.writeString(TARGET.resolve("overload.md"), tables);
  }

  /**
   * Returns the settings.
   *
   * @throws IllegalArgumentException if a name is unknown, or a value is no positive integer
   */
  static Map<String, Integer> settings(String... arguments) {
    Map<String, Integer> values = new TreeMap<>(DEFAULTS);
    for (String argument : arguments) {
      if (!argument.matches("(" + String.join("|", DEFAULTS.keySet()) + ")=[1-9][0-9]{0,5}")) {
        throw new IllegalArgumentException(
            argument
                + ": must be one of "
                + DEFAULTS.keySet()
                + " with a value, such as seconds=10");
      }
      String[] parts = argument.split("=");
      values.put(parts[0], Integer.valueOf(parts[1]));
    }
    return values;
  }

  /** Returns the tables, with shedding first. */
  static String measure(Map<String, Integer> settings, Path directory) throws IOException {
    int perSecond = BusyServlet.CAPACITY * settings.get("times");
    StringBuilder tables = new StringBuilder();
    tables.append(settings).append(", offered ").append(perSecond).append(" requests/s, capacity ");
    tables.append(BusyServlet.CAPACITY).append(" requests/s\n");
    for (int inFlight : List.of(settings.get("inFlight"), 0)) {
      String title = inFlight == 0 ? "Without shedding" : "With shedding, in-flight " + inFlight;
      tables.append('\n').append(title).append(":\n\n").append(ClassResults.HEAD);
      measure(settings, inFlight, directory)
          .forEach((name, results) -> tables.append(results.row(name)));
    }
    return tables.toString();
  }

  private static Map<String, ClassResults> measure(
      Map<String, Integer> settings, int inFlight, Path directory) throws IOException {
    try (RunningServer server = RunningServer.overloaded(inFlight, directory);
        OpenLoop load = new OpenLoop(server.address())) {
      load.offer(BusyServlet.CAPACITY / 2, settings.get("warmUp"));
      return load.offer(BusyServlet.CAPACITY * settings.get("times"), settings.get("seconds"));
    }
  }
}
