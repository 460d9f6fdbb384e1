package io.limitrate.internal.algorithm;

import io.limitrate.Quota.Kind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Small and extreme limits, and histories of calls. */
final class Histories extends DomainContextBase {

  /** Derives a time step or a cost from a random number and the limit. */
  enum Scale {
    NONE,
    ONE,
    FEW,
    PART,
    WHOLE,
    MORE,
    HUGE
  }

  /** One call; a settlement corrects the last admitted cost. */
  record Call(boolean settles, Scale stepScale, boolean back, Scale costScale, long number) {

    long stepNanos(Limit limit) {
      long window = limit.windowNanos();
      return switch (stepScale) {
        case NONE -> 0;
        case ONE -> 1;
        case FEW -> number % 1_000;
        case PART -> number % window;
        case WHOLE -> window;
        case MORE -> number % (3 * window);
        case HUGE -> TimeUnit.HOURS.toNanos(1) + 2 * window;
      };
    }

    long cost(Limit limit) {
      long capacity = limit.algorithm().capacity();
      return switch (costScale) {
        case NONE -> 0;
        case ONE -> 1;
        case FEW -> number % 5;
        case PART -> number % capacity;
        case WHOLE -> capacity;
        case MORE -> Math.max(capacity, capacity + 1);
        case HUGE -> Long.MAX_VALUE - number % 2;
      };
    }
  }

  @Provide
  Arbitrary<Limit> limits() {
    Arbitrary<Long> units =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(1L, 2L, 3L, 5L, 7L, 60L, 97L, 255L, 256L, 257L, 1_000L)),
            Tuple.of(2, Arbitraries.of(1_000_003L, Long.MAX_VALUE - 24, Long.MAX_VALUE)),
            Tuple.of(1, Arbitraries.longs().between(1, Long.MAX_VALUE)));
    Arbitrary<Long> windows =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(1L, 2L, 7L, 255L, 257L, 999_999_937L, 1_000_000_000L)),
            Tuple.of(
                2,
                Arbitraries.of(60_000_000_000L, 86_400_000_000_000L, Limit.LONGEST_WINDOW_NANOS)),
            Tuple.of(1, Arbitraries.longs().between(1, Limit.LONGEST_WINDOW_NANOS)));
    return Combinators.combine(Arbitraries.of(Kind.class), units, windows, units).as(Limit::new);
  }

  @Provide
  Arbitrary<List<Call>> calls() {
    Arbitrary<Boolean> seldom = Arbitraries.of(true, false, false, false, false);
    return Combinators.combine(
            seldom,
            Arbitraries.of(Scale.class),
            seldom,
            Arbitraries.of(Scale.class),
            Arbitraries.longs().between(0, Long.MAX_VALUE))
        .as(Call::new)
        .list()
        .ofMaxSize(40);
  }
}
