package io.limitrate.tck.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The policies of the tests, with their names. The windows are so long that no units come back
 * during a test, so a test has exactly one quota. Most policies permit nothing while the store is
 * down.
 */
enum Limit {
  BUCKET("2000/1000h", "", 2_000),
  BUCKET_EXACT("400/1000h", "exact: true", 400),
  FIXED("1000/1000h fixed-window", "", 1_000),
  FIXED_EXACT("400/1000h fixed-window", "exact: true", 400),
  LOG("300/1000h sliding-window-log", "", 300),
  LOG_EXACT("300/1000h sliding-window-log", "exact: true", 300),
  COUNTER("1000/1000h sliding-window-counter", "", 1_000),
  COUNTER_EXACT("400/1000h sliding-window-counter", "exact: true", 400),
  BOTH("2000/1000h, 1000/500h fixed-window", "", 1_000),
  BOTH_EXACT("800/1000h, 400/500h fixed-window", "exact: true", 400),
  /** A quota whose test lasts some seconds. */
  LARGE("40000/1000h", "", 40_000),
  LARGE_LOCAL("30000/1000h", "failure: local", 30_000),
  /** The only quota that gains units during its test. */
  REFILLING("1000/10s", "", 1_000),
  /** A quota whose entries expire five minutes after their last write. */
  SHORT("300/4m sliding-window-log", "", 300);

  private final String quotas;
  private final String more;
  private final long quota;

  Limit(String quotas, String more, long quota) {
    this.quotas = quotas;
    this.more = more;
    this.quota = quota;
  }

  /** Returns the units of a user, on all nodes together. */
  long quota() {
    return quota;
  }

  /** Returns the units that {@link #REFILLING} gains in a time. */
  static long refilled(Duration time) {
    return time.toMillis() / 10;
  }

  /**
   * Returns the number of calls that must be permitted when there is demand: unused leases may cost
   * a few units.
   */
  long nearlyAll() {
    return quota * 95 / 100;
  }

  /**
   * Returns the most units that a lost node costs: it holds two leases, each an eighth of the
   * remaining units at most.
   */
  long mostLeased() {
    return 2 * quota / 8;
  }

  /** Returns the limits that count in different ways. */
  static Set<Limit> ofEveryKind() {
    return EnumSet.range(BUCKET, BOTH_EXACT);
  }

  /** Returns the section of limitrate.yaml with all policies. */
  static String yaml() {
    return Arrays.stream(values())
        .map(Limit::line)
        .collect(Collectors.joining("\n", "policies:\n", "\n"));
  }

  private String line() {
    String failure = more.startsWith("failure") ? "" : ", failure: closed";
    String settings = more.isEmpty() ? failure : failure + ", " + more;
    return "  %s: { quotas: [%s], key: user%s }".formatted(name(), quotas, settings);
  }
}
