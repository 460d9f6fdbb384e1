package io.limitrate.internal.algorithm;

import io.limitrate.Quota.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Leasable limits, and the actions of several nodes. */
final class LeaseHistories extends DomainContextBase {

  enum Deed {
    LEASE,
    ACQUIRE,
    USE,
    GIVE_BACK
  }

  /** Reduces a random number to a range that begins with 0. */
  enum Part {
    LEAST,
    MOST,
    FEW,
    ANY;

    long of(long most, long number) {
      return switch (this) {
        case LEAST -> 0;
        case MOST -> most;
        case FEW -> Math.min(most, number % 4);
        case ANY -> number % most(most);
      };
    }

    private static long most(long most) {
      return Math.max(1, most);
    }
  }

  /**
   * One action: the time before it, the part of the possible units that it takes, the lease that it
   * concerns, and the end of a lease or the time of use within a lease.
   */
  record Event(Deed deed, Part step, boolean far, Part units, int lease, Part until, long number) {}

  /** A limit, and the longest duration of a lease. */
  record Leasing(Limit limit, long lifeNanos) {

    LeasableAlgorithm algorithm() {
      return (LeasableAlgorithm) limit.algorithm();
    }
  }

  @Provide
  Arbitrary<Leasing> leasings() {
    Arbitrary<Kind> kinds = Arbitraries.of(leasable());
    Arbitrary<Long> limits = Arbitraries.of(2L, 7L, 30L, 97L, 256L, 300L, 1_000_003L);
    Arbitrary<Double> intervals = Arbitraries.of(0.3, 1.0, 1.0, 1.5, 7.1, 60_000_000.0);
    Arbitrary<Long> bursts = Arbitraries.of(2L, 30L, 60L, 100L, 1_000L);
    return Combinators.combine(kinds, limits, intervals, bursts, Arbitraries.of(1, 3, 10, 20))
        .as(
            (kind, limit, interval, burst, part) -> {
              long window = Math.max(1, (long) (interval * limit));
              Limit one = new Limit(kind, limit, window, burst);
              long span = ((LeasableAlgorithm) one.algorithm()).spanNanos();
              return new Leasing(one, span / part);
            });
  }

  /** Returns the kinds that can be leased; the token bucket twice, because it has a burst. */
  private static List<Kind> leasable() {
    List<Kind> kinds = new ArrayList<>(List.of(Kind.TOKEN_BUCKET));
    Arrays.stream(Kind.values())
        .filter(kind -> new Limit(kind, 1, 1, 1).algorithm() instanceof LeasableAlgorithm)
        .forEach(kinds::add);
    return kinds;
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<Deed> deeds =
        Arbitraries.frequency(
            Tuple.of(4, Deed.LEASE),
            Tuple.of(3, Deed.ACQUIRE),
            Tuple.of(3, Deed.USE),
            Tuple.of(4, Deed.GIVE_BACK));
    Arbitrary<Part> steps =
        Arbitraries.frequency(
            Tuple.of(4, Part.LEAST),
            Tuple.of(2, Part.FEW),
            Tuple.of(3, Part.ANY),
            Tuple.of(1, Part.MOST));
    return Combinators.combine(
            deeds,
            steps,
            Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)),
            Arbitraries.of(Part.class),
            Arbitraries.integers().between(0, 1_000),
            Arbitraries.of(Part.class),
            Arbitraries.longs().between(0, Long.MAX_VALUE))
        .as(Event::new)
        .list()
        .ofMinSize(2)
        .ofMaxSize(60);
  }
}
