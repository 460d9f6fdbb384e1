package io.limitrate.bench;

import io.limitrate.tck.load.LoadServer;
import io.limitrate.tck.load.Protection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A row of the table: all comparisons of one limiter on one server. */
record LoadRow(
    LoadScenario scenario, LoadServer server, Protection limiter, List<Comparison> comparisons) {
  private static final String HEADER =
      """
      | | requests/s | ratio | p50 µs | p99 µs | p99.9 µs | CPU µs per request | more than without | rejected |
      |---|---|---|---|---|---|---|---|---|
      """;

  /** Returns the rows of the scenario as a Markdown table. */
  static String table(LoadScenario scenario, List<LoadRow> rows) {
    return rows.stream()
        .filter(row -> row.scenario == scenario)
        .map(LoadRow::markdown)
        .collect(Collectors.joining("", HEADER, ""));
  }

  static String json(List<LoadRow> rows) {
    return rows.stream().map(LoadRow::json).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private String markdown() {
    return String.format(
        Locale.ROOT,
        "| %s, %s | %,.0f | %.3f (%.2f to %.2f) | %.0f | %.0f | %.0f | %.1f | %.2f | %.1f %% |%n",
        server.title(),
        server.title(limiter),
        slices(Slice::perSecond),
        median(Comparison::throughput),
        sorted(Comparison::throughput)[0],
        sorted(Comparison::throughput)[comparisons.size() - 1],
        slices(slice -> slice.load().p50Micros()),
        slices(slice -> slice.load().p99Micros()),
        slices(slice -> slice.load().p999Micros()),
        slices(Slice::processorMicros),
        median(Comparison::addedMicros),
        100 * slices(Slice::rejected));
  }

  private String json() {
    return String.format(
        Locale.ROOT,
        """
        {"scenario": "%s", "server": "%s", "limiter": "%s", "requestsPerSecond": %.0f, \
        "ratio": %.4f, "p50Micros": %.0f, "p99Micros": %.0f, "p999Micros": %.0f, \
        "cpuMicrosPerRequest": %.2f, "addedCpuMicros": %.2f, "rejected": %.4f, "ratios": %s}\
        """,
        scenario,
        server.title(),
        server.title(limiter),
        slices(Slice::perSecond),
        median(Comparison::throughput),
        slices(slice -> slice.load().p50Micros()),
        slices(slice -> slice.load().p99Micros()),
        slices(slice -> slice.load().p999Micros()),
        slices(Slice::processorMicros),
        median(Comparison::addedMicros),
        slices(Slice::rejected),
        comparisons.stream()
            .map(each -> String.format(Locale.ROOT, "%.4f", each.throughput()))
            .toList());
  }

  private double slices(ToDoubleFunction<Slice> value) {
    return median(comparison -> value.applyAsDouble(comparison.slice()));
  }

  private double median(ToDoubleFunction<Comparison> value) {
    double[] sorted = sorted(value);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private double[] sorted(ToDoubleFunction<Comparison> value) {
    return comparisons.stream().mapToDouble(value).sorted().toArray();
  }
}
