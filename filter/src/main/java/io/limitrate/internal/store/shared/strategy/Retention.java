package io.limitrate.internal.store.shared.strategy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How long an entry stays after its last write. Each retention has its own cache, so that limits of
 * a minute do not fill memory for a month. Where a provider evicts entries, foreign transitions
 * have separate caches, so that a flood of keys of limits evicts none of their entries.
 *
 * <p>The provider's expiry only removes entries that no longer count; no window depends on it.
 */
public enum Retention {
  MINUTES("5m", Duration.ofMinutes(5)),
  HOURS("3h", Duration.ofHours(3)),
  DAYS("3d", Duration.ofDays(3)),
  MONTHS("100d", Duration.ofDays(100)),
  YEAR("400d", Duration.ofDays(400)),
  FOREVER("", null);

  private static final String LIMITS = "limitrate";
  private static final String FOREIGN = "limitrate-login";

  /** A margin for nodes with different clocks and for a provider that expires entries early. */
  private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final String suffix;
  private final @Nullable Duration expiry;

  Retention(String name, @Nullable Duration expiry) {
    this.suffix = name.isEmpty() ? "" : "-" + name;
    this.expiry = expiry;
  }

  /** Returns the name of the cache for limits. */
  public String limits() {
    return LIMITS + suffix;
  }

  /** Returns the name of the separate cache for foreign transitions, those of logins and bans. */
  String foreign() {
    return FOREIGN + suffix;
  }

  /** Returns the configuration of the caches. It needs classes of JCache only. */
  CompleteConfiguration<String, String> configuration() {
    return new MutableConfiguration<String, String>()
        .setTypes(String.class, String.class)
        .setExpiryPolicyFactory(
            expiry == null
                ? EternalExpiryPolicy.factoryOf()
                : ModifiedExpiryPolicy.factoryOf(
                    new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, expiry.toMillis())));
  }

  /** Returns the shortest retention that keeps an entry for this time. */
  public static Retention of(long nanos) {
    for (Retention retention : values()) {
      if (retention.expiry == null || retention.expiry.toNanos() - MARGIN_NANOS >= nanos) {
        return retention;
      }
    }
    throw new AssertionError("the last retention has no expiry");
  }
}
