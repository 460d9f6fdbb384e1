package io.limitrate.tck.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The policies that nodes are tested with, by their names. Their windows are so long that nothing
 * comes back during a test: the quota is all that there is. Most admit nothing while the store is
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
  /** Lasts for some seconds. */
  LARGE("40000/1000h", "", 40_000),
  LARGE_LOCAL("30000/1000h", "failure: local", 30_000),
  /** The only one that gains units while it is tested. */
  REFILLING("1000/10s", "", 1_000),
  /** Entries expire five minutes after they were last written. */
  SHORT("300/4m sliding-window-log", "", 300);

  private final String quotas;
  private final String more;
  private final long quota;

  Limit(String quotas, String more, long quota) {
    this.quotas = quotas;
    this.more = more;
    this.quota = quota;
  }

  /** The units that a user has, on all nodes together. */
  long quota() {
    return quota;
  }

  /** The units that {@link #REFILLING} gains in that time. */
  static long refilled(Duration time) {
    return time.toMillis() / 10;
  }

  /** What must be admitted where there is demand: a lease that is not used may cost a few units. */
  long nearlyAll() {
    return quota * 95 / 100;
  }

  /**
   * The most that is lost with a node: it holds two leases, and each is an eighth of what is left.
   */
  long mostLeased() {
    return 2 * quota / 8;
  }

  /** Those that differ in how they count. */
  static Set<Limit> ofEveryKind() {
    return EnumSet.range(BUCKET, BOTH_EXACT);
  }

  /** The section of limitrate.yaml with all of them. */
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
