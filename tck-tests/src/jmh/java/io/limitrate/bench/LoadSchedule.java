package io.limitrate.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * How long {@link ServerBenchmark} measures.
 *
 * @param forks how often all servers start anew
 * @param rounds how often each server is measured after a start
 * @param seconds the length of a slice of load
 * @param warmUpRequests the requests to each started server before the first slice
 * @param connections the connections of the load tool
 */
record LoadSchedule(int forks, int rounds, int seconds, int warmUpRequests, int connections) {
  private static final Map<String, Integer> DEFAULTS =
      Map.of("forks", 1, "rounds", 4, "seconds", 2, "warmUp", 300_000, "connections", 16);

  /**
   * Returns the schedule of arguments such as {@code rounds=5}.
   *
   * @throws IllegalArgumentException if a name is unknown, or a value is no positive integer
   */
  static LoadSchedule of(String... arguments) {
    Map<String, Integer> values = new TreeMap<>(DEFAULTS);
    for (String argument : arguments) {
      if (!argument.matches("(" + String.join("|", DEFAULTS.keySet()) + ")=[1-9][0-9]{0,5}")) {
        throw new IllegalArgumentException(
            argument + ": must be one of " + DEFAULTS.keySet() + " with a value, such as rounds=5");
      }
      String[] parts = argument.split("=");
      values.put(parts[0], Integer.valueOf(parts[1]));
    }
    return new LoadSchedule(
        values.get("forks"),
        values.get("rounds"),
        values.get("seconds"),
        values.get("warmUp"),
        values.get("connections"));
  }
}
