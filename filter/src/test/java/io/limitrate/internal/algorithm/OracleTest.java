package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.Histories.Call;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class OracleTest {

  private static final long SPAN = 1L << 61;

  @Property(tries = 4_000)
  void everyStepIsTheOneOfTheNaiveLimiter(
      @ForAll Limit limit,
      @ForAll List<Call> calls,
      @ForAll @LongRange(min = -SPAN, max = SPAN) long start) {
    Algorithm algorithm = limit.algorithm();
    Oracle oracle = limit.oracle();
    State state = null;
    long now = start;
    long cost = 1;
    long chargedAt = start;

    for (Call call : calls) {
      now += Math.min(call.stepNanos(limit), start + SPAN - now);
      if (call.settles()) {
        oracle.settle(cost, call.cost(limit), chargedAt, now);
        state = algorithm.settle(state, cost, call.cost(limit), chargedAt, now);
        continue;
      }
      Answer expected = oracle.acquire(call.cost(limit), now);
      Step<Decision> step = algorithm.acquire(state, call.cost(limit), now);

      assertThat(Answer.of(step)).as("%s at %d", call, now).isEqualTo(expected);
      assertThat(step.answer().quota()).isEqualTo(limit.quota());
      state = step.next();
      if (expected.admitted()) {
        cost = call.cost(limit);
        chargedAt = now;
      }
    }
  }
}
