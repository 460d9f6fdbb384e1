package io.limitrate.internal.store.provider;

import java.time.Duration;
import javax.cache.configuration.CompleteConfiguration;
import org.jspecify.annotations.Nullable;

/** Reads how long the entries of a configured cache stay. */
final class Expiry {
  private Expiry() {}

  /** Returns how long an entry stays after its last write; {@code null} for no expiry. */
  static @Nullable Duration of(CompleteConfiguration<?, ?> configuration) {
    javax.cache.expiry.Duration created =
        configuration.getExpiryPolicyFactory().create().getExpiryForCreation();
    return created.isEternal()
        ? null
        : Duration.ofMillis(created.getTimeUnit().toMillis(created.getDurationAmount()));
  }
}
