package io.limitrate.tck.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The results of the requests of one class. Thread-safe. */
final class ClassResults {
  /** Stands for the status of a request without an answer. */
  static final int NONE = 0;

  static final String HEAD =
      """
      | | offered | answered | 503 | no answer | p50 ms | p99 ms |
      |---|---|---|---|---|---|---|
      """;

  private final List<Long> answeredNanos = new ArrayList<>();
  private int rejected;
  private int lost;

  synchronized void add(int status, long nanos) {
    if (status == 200) {
      answeredNanos.add(nanos);
    } else if (status == 503) {
      rejected++;
    } else {
      lost++;
    }
  }

  synchronized int offered() {
    return answeredNanos.size() + rejected + lost;
  }

  synchronized int answered() {
    return answeredNanos.size();
  }

  /** Returns a row of the table; the times are those of the answered requests. */
  synchronized String row(String name) {
    Collections.sort(answeredNanos);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %s | %s | %s |%n",
        name,
        offered(),
        share(answeredNanos.size()),
        share(rejected),
        share(lost),
        percentile(50),
        percentile(99));
  }

  private String share(int count) {
    return String.format(Locale.ROOT, "%.2f %%", 100.0 * count / Math.max(1, offered()));
  }

  private String percentile(int percent) {
    if (answeredNanos.isEmpty()) {
      return "";
    }
    int index = Math.min(answeredNanos.size() - 1, answeredNanos.size() * percent / 100);
    return String.format(Locale.ROOT, "%.0f", answeredNanos.get(index) / 1e6);
  }
}
