package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Quotas.InFlight;
import io.limitrate.internal.algorithm.Histories.Call;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

/** Calls that leave a part of a quota to calls of higher classes. */
@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class SparingTest {

  /** The oracle knows no reserve: it is asked whether the cost and the reserve fit together. */
  @Property(tries = 4_000)
  void aCallIsPermittedIfTheReserveFitsToo(
      @ForAll Limit limit,
      @ForAll List<Call> calls,
      @ForAll @IntRange(min = 1, max = 99) int part) {
    Algorithm algorithm = limit.algorithm();
    long spared = algorithm.spared(part);
    State state = null;
    long now = 0;

    for (int i = 0; i < calls.size(); i++) {
      now += calls.get(i).stepNanos(limit);
      long cost = calls.get(i).cost(limit);
      if (i % 3 == 0) {
        state = algorithm.acquire(state, cost, now).next();
        continue;
      }
      long needed = cost == 0 ? 0 : Arithmetic.saturatedSum(cost, spared);
      Decision whole = algorithm.acquire(state, needed, now).answer();
      Step<Decision> plain = algorithm.acquire(state, cost, now);
      Step<Decision> step = algorithm.acquireSparing(state, cost, part, now);

      assertThat(step.answer().permitted()).isEqualTo(whole.permitted());
      if (whole.permitted()) {
        assertThat(step.next()).isEqualTo(plain.next());
      } else {
        assertThat(((Decision.Rejected) step.answer()).waitNanos())
            .isEqualTo(((Decision.Rejected) whole).waitNanos());
      }
      Decision left = algorithm.acquire(step.next(), 0, now).answer();
      assertThat(step.answer().remaining()).isEqualTo(Math.max(0, left.remaining() - spared));
      state = step.next();
    }
  }

  @Property
  void theReserveIsRoundedUpAndLeavesOneUnit(
      @ForAll Limit limit, @ForAll @IntRange(min = 1, max = 99) int percent) {
    Algorithm algorithm = limit.algorithm();

    long spared = algorithm.spared(percent);

    assertThat(spared).isBetween(0L, algorithm.capacity() - 1);
    assertThat(
            spared == algorithm.capacity() - 1
                || spared * 100.0 >= algorithm.capacity() * 0.99 * percent)
        .isTrue();
  }

  @Test
  void aCallInFlightLeavesSlotsFree() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(5));
    State state = null;
    for (int name = 0; name < 3; name++) {
      Step<Decision> step = slots.with(new Slot(name, 9)).acquireSparing(state, 1, 40, 0);
      assertThat(step.answer().permitted()).isTrue();
      assertThat(step.answer().remaining()).isEqualTo(2 - name);
      state = step.next();
    }

    Step<Decision> low = slots.with(new Slot(3, 9)).acquireSparing(state, 1, 40, 0);
    Step<Decision> critical = slots.with(new Slot(4, 9)).acquire(state, 1, 0);

    assertThat(low.answer().permitted()).isFalse();
    assertThat(low.answer().remaining()).isZero();
    assertThat(low.next()).isSameAs(state);
    assertThat(critical.answer().permitted()).isTrue();
  }
}
