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
 * How our own caches of texts are configured: by JCache's classes alone, for members that have none
 * of ours.
 */
final class Texts {
  /** Against floods of new keys: beyond it, those used least recently go. */
  static final int MOST_ENTRIES = 1_000_000;

  private Texts() {}

  static MutableConfiguration<String, String> configuration(@Nullable Duration expiry) {
    return new MutableConfiguration<String, String>()
        .setTypes(String.class, String.class)
        .setExpiryPolicyFactory(
            expiry == null
                ? EternalExpiryPolicy.factoryOf()
                : ModifiedExpiryPolicy.factoryOf(
                    new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, expiry.toMillis())));
  }

  /** Whether a cache that was there expires entries as one that we would make. */
  @SuppressWarnings("unchecked") // a raw class is all that JCache takes
  static void checkExpiry(Cache<String, String> cache, @Nullable Duration expiry) {
    CompleteConfiguration<?, ?> there = cache.getConfiguration(CompleteConfiguration.class);
    if (!there
        .getExpiryPolicyFactory()
        .create()
        .equals(configuration(expiry).getExpiryPolicyFactory().create())) {
      throw new IllegalArgumentException(
          "cache \""
              + cache.getName()
              + "\": is there already, and must expire entries "
              + (expiry == null ? "never" : expiry + " after they were last written"));
    }
  }
}
