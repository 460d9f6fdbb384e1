package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Quota;
import io.limitrate.internal.algorithm.Histories.Call;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Units that are given back by hand. */
@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class RefundTest {
  private static final long SPAN = 1L << 61;

  /** The counter weighs the units of its previous window, so such a unit is worth less than one. */
  @Property(tries = 4_000)
  void eachUnitThatComesBackCanBeTakenAgainUpToTheCapacity(
      @ForAll Limit limit,
      @ForAll List<Call> calls,
      @ForAll @LongRange(min = -SPAN, max = SPAN) long start,
      @ForAll @LongRange(min = 1) long units) {
    Algorithm algorithm = limit.algorithm();
    State state = null;
    long now = start;
    for (Call call : calls) {
      now += Math.min(call.stepNanos(limit), start + SPAN - now);
      state = algorithm.acquire(state, call.cost(limit), now).next();
    }
    long before = remaining(algorithm, state, now);

    State less = algorithm.refund(state, units, now);

    long after = remaining(algorithm, less, now);
    long capacity = algorithm.capacity();
    long most = units >= capacity - before ? capacity : before + units;
    assertThat(after).isBetween(before, most);
    if (limit.kind() != Quota.Kind.SLIDING_WINDOW_COUNTER) {
      assertThat(after).isEqualTo(most);
    }
  }

  @Property(tries = 4_000)
  void allUnitsThatCountComeBack(
      @ForAll Limit limit,
      @ForAll List<Call> calls,
      @ForAll @LongRange(min = -SPAN, max = SPAN) long start) {
    Algorithm algorithm = limit.algorithm();
    State state = null;
    long now = start;
    for (Call call : calls) {
      now += Math.min(call.stepNanos(limit), start + SPAN - now);
      state =
          call.settles()
              ? algorithm.settle(state, 0, call.cost(limit), now, now)
              : algorithm.acquire(state, call.cost(limit), now).next();
    }

    State none = algorithm.refund(state, Long.MAX_VALUE, now);
    for (int refunds = 0; refunds < calls.size(); refunds++) { // each call may count a whole long
      none = algorithm.refund(none, Long.MAX_VALUE, now);
    }

    assertThat(remaining(algorithm, none, now)).isEqualTo(algorithm.capacity());
  }

  private static long remaining(Algorithm algorithm, State state, long now) {
    Decision decision = algorithm.acquire(state, 0, now).answer();
    return decision.remaining();
  }
}
