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
            .as((kind, limit, window, capacity) -> kind.quota(limit, window, capacity));
    return quota.list().ofMinSize(1).ofMaxSize(3).map(Quotas::of);
  }
}
