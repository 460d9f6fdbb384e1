package io.limitrate.guard;

import java.util.Map;

/**
 * A benchmark that the guard runs.
 *
 * @param method the class and the method
 * @param parameters the values of the benchmark's parameters
 */
record Subject(String method, Map<String, String> parameters) {
  private static final String PACKAGE = "io.limitrate.bench.";

  Subject {
    parameters = Map.copyOf(parameters);
  }

  /** A whole filter. */
  static Subject filter(String filter) {
    return new Subject(PACKAGE + "FilterBenchmark.request", Map.of("filter", filter));
  }

  /** A decision on one of many keys. */
  static Subject decision(String method, int keys) {
    return new Subject(PACKAGE + "DecisionBenchmark." + method, Map.of("keys", "" + keys));
  }

  /** A decision of two threads on one key. */
  static Subject hotKey(String method) {
    return new Subject(PACKAGE + "HotKeyBenchmark.Contended." + method, Map.of());
  }
}
