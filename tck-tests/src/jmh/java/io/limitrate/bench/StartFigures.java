package io.limitrate.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one start.
 *
 * @param elapsedMillis the time from the call of {@code init} to the end of the first request
 * @param initMillis the processor time of the starting thread in {@code init}
 * @param firstMillis the processor time of the starting thread in the first request
 * @param classes the classes that both load, including the generated ones
 */
record StartFigures(double elapsedMillis, double initMillis, double firstMillis, long classes) {
  static final String HEAD =
      """
      | | elapsed ms | processor ms | of it in `init` | classes |
      |---|---|---|---|---|\
      """;

  private static final String MARK = "start: ";

  /** Returns the line from which {@link #parse} reads the figures. */
  String line() {
    return MARK + elapsedMillis + " " + initMillis + " " + firstMillis + " " + classes;
  }

  /** Reads the figures from the output of a JVM, which has the lines of the logs too. */
  static StartFigures parse(String output) {
    String line =
        output
            .lines()
            .filter(one -> one.startsWith(MARK))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("The start has failed: " + output));
    String[] figures = line.substring(MARK.length()).split(" ", -1);
    return new StartFigures(
        Double.parseDouble(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]),
        Long.parseLong(figures[3]));
  }

  /** Returns the row of a table: medians, with the first and third quartile in brackets. */
  static String row(String name, List<StartFigures> starts) {
    return "| %s | %s | %s | %s | %d |"
        .formatted(
            name,
            quartiles(starts, StartFigures::elapsedMillis),
            quartiles(starts, start -> start.initMillis + start.firstMillis),
            quartiles(starts, StartFigures::initMillis),
            Math.round(quartile(2, starts, StartFigures::classes)));
  }

  private static String quartiles(
      List<StartFigures> starts, ToDoubleFunction<StartFigures> figure) {
    return String.format(
        Locale.ROOT,
        "%.0f [%.0f-%.0f]",
        quartile(2, starts, figure),
        quartile(1, starts, figure),
        quartile(3, starts, figure));
  }

  private static double quartile(
      int number, List<StartFigures> starts, ToDoubleFunction<StartFigures> figure) {
    double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
    return sorted[Math.toIntExact(Math.round(number * (sorted.length - 1) / 4.0))];
  }
}
