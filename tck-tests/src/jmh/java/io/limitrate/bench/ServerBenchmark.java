package io.limitrate.bench;

import io.limitrate.tck.load.LoadServer;
import io.limitrate.tck.load.Protection;
import io.limitrate.tck.load.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures limiters on real servers, each in a process of its own, under the load of wrk. Each
 * slice of load on a server with a limiter is between two slices on the same server without one.
 * Prints a Markdown table, and writes it and a JSON file into the directory {@code target}.
 */
public final class ServerBenchmark {
  private static final Path TARGET = Path.of("target");

  private final LoadSchedule schedule;
  private final Wrk wrk;
  private final LoadScenario scenario;
  private final LoadServer server;
  private final Map<Protection, List<Comparison>> comparisons = new EnumMap<>(Protection.class);

  private ServerBenchmark(
      LoadSchedule schedule, Wrk wrk, LoadScenario scenario, LoadServer server) {
    this.schedule = schedule;
    this.wrk = wrk;
    this.scenario = scenario;
    this.server = server;
    for (Protection each : Protection.values()) {
      comparisons.put(each, new ArrayList<>());
    }
  }

  /** Measures all servers; the arguments are those of {@link LoadSchedule#of}. */
  public static void main(String[] arguments) throws IOException {
    LoadSchedule schedule = LoadSchedule.of(arguments);
    Wrk wrk = Wrk.find(schedule.connections(), Files.createDirectories(TARGET));
    List<LoadRow> rows = new ArrayList<>();
    for (LoadScenario scenario : LoadScenario.values()) {
      for (LoadServer server : LoadServer.values()) {
        rows.addAll(new ServerBenchmark(schedule, wrk, scenario, server).rows());
      }
    }
    report(schedule, rows);
  }

  private static void report(LoadSchedule schedule, List<LoadRow> rows) throws IOException {
    String tables =
        Arrays.stream(LoadScenario.values())
            .map(scenario -> scenario.title() + ":\n\n" + LoadRow.table(scenario, rows))
            .collect(Collectors.joining("\n", schedule + "\n\n", ""));
    System.out.println(tables);
    Files.writeString(TARGET.resolve("server-benchmark.md"), tables);
    Files.writeString(TARGET.resolve("server-benchmark.json"), LoadRow.json(rows));
  }

  private List<LoadRow> rows() throws IOException {
    for (int i = 0; i < schedule.forks(); i++) {
      fork();
    }
    return comparisons.entrySet().stream()
        .map(each -> new LoadRow(scenario, server, each.getKey(), each.getValue()))
        .toList();
  }

  /** Starts all servers anew, and measures them. */
  private void fork() throws IOException {
    Map<Protection, RunningServer> running = new EnumMap<>(Protection.class);
    try {
      RunningServer base = start(Protection.NONE, 1);
      running.put(Protection.NONE, base);
      int limit = scenario.limit(measure(Protection.NONE, base).perSecond());
      for (Protection each : limiters()) {
        running.put(each, start(each, limit));
      }
      measure(running);
    } finally {
      running.values().forEach(RunningServer::close);
    }
  }

  private static List<Protection> limiters() {
    return List.copyOf(EnumSet.complementOf(EnumSet.of(Protection.NONE)));
  }

  private RunningServer start(Protection protection, int perSecond) throws IOException {
    Path directory = TARGET.resolve("server-benchmark/" + server + "-" + protection);
    RunningServer started =
        RunningServer.start(server, protection, perSecond, Files.createDirectories(directory));
    try {
      for (long warm = 0; warm < schedule.warmUpRequests(); ) {
        warm += wrk.drive(started.address(), schedule.seconds()).answers();
      }
      return started;
    } catch (IOException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private void measure(Map<Protection, RunningServer> running) throws IOException {
    RunningServer base = running.get(Protection.NONE);
    List<Slice> bases = new ArrayList<>(List.of(measure(Protection.NONE, base)));
    for (int i = 0; i < schedule.rounds(); i++) {
      for (Protection each : limiters()) {
        Slice before = bases.get(bases.size() - 1);
        Slice slice = measure(each, running.get(each));
        Slice after = measure(Protection.NONE, base);
        comparisons.get(each).add(new Comparison(before, slice, after));
        bases.add(after);
      }
    }
    for (int i = 1; i < bases.size() - 1; i++) {
      comparisons
          .get(Protection.NONE)
          .add(new Comparison(bases.get(i - 1), bases.get(i), bases.get(i + 1)));
    }
  }

  /**
   * Puts load on a server.
   *
   * @throws IOException if the limiter rejects requests in the wrong scenario, or none in a flood
   */
  private Slice measure(Protection protection, RunningServer measured) throws IOException {
    Slice slice = Slice.measure(wrk, measured, schedule.seconds());
    String text =
        String.format(
            Locale.ROOT,
            "%s, %s: %.0f requests/s, %.1f %% rejected",
            server.title(),
            server.title(protection),
            slice.perSecond(),
            100 * slice.rejected());
    System.err.println(text);
    boolean limits = scenario == LoadScenario.FLOOD && protection != Protection.NONE;
    if (limits != slice.rejected() > 0) {
      throw new IOException(text + ": must be " + (limits ? "some" : "none"));
    }
    return slice;
  }
}
