package io.limitrate.internal.store.provider;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Configures Limitrate's own caches of texts, with classes of JCache only, because members may not
 * have Limitrate's classes.
 */
final class TextCacheConfiguration {
  /** The bound against floods of new keys; the provider evicts the least recently used entries. */
  static final int MOST_ENTRIES = 1_000_000;

  private TextCacheConfiguration() {}

  static MutableConfiguration<String, String> configuration(@Nullable Duration expiry) {
    return new MutableConfiguration<String, String>()
        .setTypes(String.class, String.class)
        .setExpiryPolicyFactory(
            expiry == null
                ? EternalExpiryPolicy.factoryOf()
                : ModifiedExpiryPolicy.factoryOf(
                    new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, expiry.toMillis())));
  }

  /**
   * Checks the expiry of an existing cache.
   *
   * @throws IllegalArgumentException when the cache expires entries at other times
   */
  @SuppressWarnings("unchecked") // JCache takes a raw class only
  static void checkExpiry(Cache<String, String> cache, @Nullable Duration expiry) {
    CompleteConfiguration<?, ?> existing = cache.getConfiguration(CompleteConfiguration.class);
    if (!existing
        .getExpiryPolicyFactory()
        .create()
        .equals(configuration(expiry).getExpiryPolicyFactory().create())) {
      throw new IllegalArgumentException(
          "cache \""
              + cache.getName()
              + "\": exists already, and must expire entries "
              + (expiry == null ? "never" : expiry + " after they were last written"));
    }
  }
}
