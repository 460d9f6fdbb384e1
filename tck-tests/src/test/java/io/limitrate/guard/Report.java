package io.limitrate.guard;

import java.util.ArrayList;
import java.util.List;

/** The findings of a run as a table, with advice for those that fail. */
record Report(List<Finding> findings) {
  private static final String HEAD =
      """
      | measured | value | noise | bound | verdict |
      |---|---|---|---|---|
      """;
  private static final String EXCEEDED =
      """
      A value is above its bound by more than the noise of this run: a change has made Limitrate slower, or it allocates more. \
      Run the benchmark on the commit before (docs/performance.md), profile it (-prof jfr), and mend the change. Only if the \
      price is intended: raise the bound in io.limitrate.guard.Bounds, and write the reason beside it.\
      """;
  private static final String INCONCLUSIVE =
      """
      A value varies so much that this run says nothing about it, because the machine is busy. Nothing is known to be slower. \
      Run mvn -Pbench,guard verify again when the machine does less.\
      """;
  private static final String MISSING =
      """
      A benchmark has no result, for the reason that the run printed. Mend the benchmark, or correct its name and its parameters \
      in io.limitrate.guard.Bounds.\
      """;

  Report {
    findings = List.copyOf(findings);
  }

  /**
   * Returns whether no bound is known to be broken. Noise alone does not fail a build, because a
   * build must not depend on what else the machine does.
   */
  boolean passed() {
    return !has(Finding.Exceeded.class) && !has(Finding.Missing.class);
  }

  /** Returns the table and the advice. */
  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(HEAD + String.join("\n", findings.stream().map(Finding::row).toList()));
    addIf(has(Finding.Exceeded.class), EXCEEDED, parts);
    addIf(has(Finding.Inconclusive.class), INCONCLUSIVE, parts);
    addIf(has(Finding.Missing.class), MISSING, parts);
    return String.join("\n\n", parts);
  }

  private boolean has(Class<? extends Finding> kind) {
    return findings.stream().anyMatch(kind::isInstance);
  }

  private static void addIf(boolean condition, String part, List<String> parts) {
    if (condition) {
      parts.add(part);
    }
  }
}
