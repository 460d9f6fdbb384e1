package io.limitrate.shared;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long an entry is kept after it was last written. Each has a cache of its own, so that limits
 * of a minute do not fill a month's memory.
 *
 * <p>The provider's expiry only clears away what counts nothing any more; no window depends on it.
 */
enum Retention {
  MINUTES("limitrate-5m", Duration.ofMinutes(5)),
  HOURS("limitrate-3h", Duration.ofHours(3)),
  DAYS("limitrate-3d", Duration.ofDays(3)),
  MONTHS("limitrate-100d", Duration.ofDays(100)),
  FOREVER("limitrate", null);

  /** For nodes whose clocks differ, and a provider that is early. */
  private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final String cacheName;
  private final @Nullable Duration expiry;

  Retention(String cacheName, @Nullable Duration expiry) {
    this.cacheName = cacheName;
    this.expiry = expiry;
  }

  String cacheName() {
    return cacheName;
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
