package io.limitrate.internal.engine;

import io.limitrate.Quota;
import io.limitrate.Quota.Kind;
import io.limitrate.Quotas;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Quotas of all algorithms for properties. */
final class QuotaArbitraries {
  private static final Duration[] WINDOWS = {
    Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1)
  };

  private QuotaArbitraries() {}

  /** Returns one to three quotas that hold together. */
  static Arbitrary<Quotas> quotas() {
    Arbitrary<Quota> quota =
        Combinators.combine(
                Arbitraries.of(Kind.values()),
                Arbitraries.integers().between(1, 20),
                Arbitraries.of(WINDOWS),
                Arbitraries.integers().between(1, 20))
            .as(QuotaArbitraries::quota);
    return quota.list().ofMinSize(1).ofMaxSize(3).map(Quotas::of);
  }

  private static Quota quota(Kind kind, int limit, Duration window, int capacity) {
    return switch (kind) {
      case TOKEN_BUCKET -> new Quota.TokenBucket(limit, window, capacity);
      case LEAKY_BUCKET -> new Quota.LeakyBucket(limit, window, capacity);
      case FIXED_WINDOW -> new Quota.FixedWindow(limit, window);
      case SLIDING_WINDOW_LOG -> new Quota.SlidingWindowLog(limit, window);
      case SLIDING_WINDOW_COUNTER -> new Quota.SlidingWindowCounter(limit, window);
    };
  }
}
