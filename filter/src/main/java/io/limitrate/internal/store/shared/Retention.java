package io.limitrate.internal.store.shared;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long an entry is kept after it was last written. Each has a cache of its own, so that limits
 * of a minute do not fill a month's memory; where a provider evicts entries, the attempts at logins
 * have further ones, so that a flood of limits' keys evicts no block.
 *
 * <p>The provider's expiry only clears away what counts nothing any more; no window depends on it.
 */
enum Retention {
  MINUTES("5m", Duration.ofMinutes(5)),
  HOURS("3h", Duration.ofHours(3)),
  DAYS("3d", Duration.ofDays(3)),
  MONTHS("100d", Duration.ofDays(100)),
  FOREVER("", null);

  private static final String LIMITS = "limitrate";
  private static final String ATTEMPTS = "limitrate-login";

  /** For nodes whose clocks differ, and a provider that is early. */
  private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final String suffix;
  private final @Nullable Duration expiry;

  Retention(String name, @Nullable Duration expiry) {
    this.suffix = name.isEmpty() ? "" : "-" + name;
    this.expiry = expiry;
  }

  /** The cache of limits' entries. */
  String limits() {
    return LIMITS + suffix;
  }

  /** The cache of attempts' entries, where these have one. */
  String attempts() {
    return ATTEMPTS + suffix;
  }

  @Nullable Duration expiry() {
    return expiry;
  }

  /** The shortest that keeps an entry for so long. */
  static Retention of(long nanos) {
    for (Retention retention : values()) {
      if (retention.expiry == null || retention.expiry.toNanos() - MARGIN_NANOS >= nanos) {
        return retention;
      }
    }
    throw new AssertionError("the last one keeps forever");
  }
}
