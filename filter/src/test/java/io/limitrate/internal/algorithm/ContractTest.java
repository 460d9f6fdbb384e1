package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.Histories.Call;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.jspecify.annotations.Nullable;

/** Rules for all five algorithms, with a clock that steps back, jumps and overflows. */
@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class ContractTest {

  private record Moment(
      Algorithm algorithm, @Nullable State before, long cost, long now, Step<Decision> step) {

    @Nullable State after() {
      return step.next();
    }

    Answer answer() {
      return Answer.of(step);
    }

    Answer later(long cost, long nanos) {
      return Answer.of(algorithm.acquire(after(), cost, now + nanos));
    }
  }

  @Property(tries = 800)
  void waitingExactlyWaitNanosIsEnoughAndOneLessIsNot(
      @ForAll Limit limit, @ForAll List<Call> calls, @ForAll long start) {
    play(
        limit,
        calls,
        start,
        moment -> {
          Answer answer = moment.answer();
          if (!answer.admitted() && answer.waitNanos() != Decision.NEVER) {
            assertThat(answer.waitNanos()).isPositive();
            assertThat(moment.later(moment.cost(), answer.waitNanos()).admitted()).isTrue();
            assertThat(moment.later(moment.cost(), answer.waitNanos() - 1).admitted()).isFalse();
          }
        });
  }

  @Property(tries = 800)
  void onlyACostAboveTheCapacityNeverPasses(
      @ForAll Limit limit, @ForAll List<Call> calls, @ForAll long start) {
    play(
        limit,
        calls,
        start,
        moment ->
            assertThat(moment.answer().waitNanos() == Decision.NEVER)
                .isEqualTo(moment.cost() > moment.algorithm().capacity()));
  }

  @Property(tries = 800)
  void remainingIsExactlyWhatPassesNow(
      @ForAll Limit limit, @ForAll List<Call> calls, @ForAll long start) {
    play(
        limit,
        calls,
        start,
        moment -> {
          long remaining = moment.answer().remaining();
          assertThat(remaining).isBetween(0L, moment.algorithm().capacity());
          assertThat(moment.later(remaining, 0).admitted()).isTrue();
          assertThat(remaining == Long.MAX_VALUE || !moment.later(remaining + 1, 0).admitted())
              .isTrue();
        });
  }

  @Property(tries = 800)
  void theQuotaIsWholeExactlyAtItsReset(
      @ForAll Limit limit, @ForAll List<Call> calls, @ForAll long start) {
    play(
        limit,
        calls,
        start,
        moment -> {
          long reset = moment.answer().resetNanos();
          assertThat(reset).isBetween(0L, moment.algorithm().retentionNanos());
          assertThat(moment.later(0, reset).remaining()).isEqualTo(moment.algorithm().capacity());
          assertThat(moment.later(0, reset).resetNanos()).isZero();
          assertThat(reset == 0 || moment.later(0, reset - 1).resetNanos() == 1).isTrue();
        });
  }

  @Property(tries = 800)
  void anIdleStateIsOneThatBehavesLikeNone(
      @ForAll Limit limit, @ForAll List<Call> calls, @ForAll long start, @ForAll List<Call> more) {
    play(
        limit,
        calls,
        start,
        moment -> {
          State state = moment.after();
          if (state == null) {
            return;
          }
          long reset = moment.answer().resetNanos();
          assertThat(moment.algorithm().idle(state, moment.now() + reset)).isTrue();
          assertThat(reset > 0 && moment.algorithm().idle(state, moment.now() + reset - 1))
              .isFalse();
          assertSame(limit, state, more, moment.now() + reset);
        });
  }

  @Property(tries = 800)
  void aStateOlderThanTheRetentionIsIdle(
      @ForAll Limit limit, @ForAll List<Call> calls, @ForAll long start) {
    play(
        limit,
        calls,
        start,
        moment -> {
          State state = moment.after();
          long later = moment.now() + moment.algorithm().retentionNanos();
          assertThat(state == null || moment.algorithm().idle(state, later)).isTrue();
        });
  }

  @Property(tries = 800)
  void aRejectionOrAPeekKeepsTheInstanceUnlessItPullsItBack(
      @ForAll Limit limit, @ForAll List<Call> calls, @ForAll long start) {
    play(
        limit,
        calls,
        start,
        moment -> {
          if (!moment.answer().admitted() || moment.cost() == 0) {
            Step<Decision> again =
                moment.algorithm().acquire(moment.after(), moment.cost(), moment.now());
            assertThat(again.next()).isSameAs(moment.after());
            assertThat(again).isEqualTo(moment.step());
          }
        });
  }

  @Property(tries = 800)
  void withAClockThatOnlyRisesARejectionOrAPeekKeepsTheInstance(
      @ForAll Limit limit, @ForAll List<Call> calls, @ForAll long start) {
    List<Call> rising =
        calls.stream()
            .map(c -> new Call(c.settles(), c.stepScale(), false, c.costScale(), c.number()))
            .toList();

    play(
        limit,
        rising,
        start,
        moment -> {
          if (!moment.answer().admitted() || moment.cost() == 0) {
            assertThat(moment.after()).isSameAs(moment.before());
          }
        });
  }

  @Property(tries = 800)
  void noClockLocksAnybodyOutForLongerThanTheRetention(
      @ForAll Limit limit, @ForAll List<Call> calls, @ForAll long start) {
    play(
        limit,
        calls,
        start,
        moment -> {
          if (moment.answer().waitNanos() != Decision.NEVER) {
            assertThat(moment.answer().waitNanos())
                .isBetween(0L, moment.algorithm().retentionNanos());
          }
        });
  }

  @Property(tries = 800)
  void aStateOfAnotherLimitHealsWithinTheRetention(
      @ForAll Limit before, @ForAll Limit after, @ForAll List<Call> calls, @ForAll long start) {
    play(
        before,
        calls,
        start,
        moment -> {
          Algorithm changed = after.algorithm();
          Step<Decision> step = changed.acquire(moment.after(), 1, moment.now());
          long later = moment.now() + changed.retentionNanos();
          assertThat(step.answer().remaining()).isBetween(0L, changed.capacity());
          assertThat(step.next() == null || changed.idle(step.next(), later)).isTrue();
        });
  }

  private static void assertSame(Limit limit, State state, List<Call> calls, long start) {
    Algorithm algorithm = limit.algorithm();
    State kept = state;
    State dropped = null;
    long now = start;
    for (Call call : calls) {
      now += call.stepNanos(limit);
      Step<Decision> with = algorithm.acquire(kept, call.cost(limit), now);
      Step<Decision> without = algorithm.acquire(dropped, call.cost(limit), now);

      assertThat(with.answer()).isEqualTo(without.answer());
      kept = with.next();
      dropped = without.next();
    }
  }

  /** Passes every acquired step to the check; settlements and leases happen in between. */
  private static void play(Limit limit, List<Call> calls, long start, Consumer<Moment> check) {
    Algorithm algorithm = limit.algorithm();
    State state = null;
    long now = start;
    long cost = 1;
    long chargedAt = start;
    for (Call call : calls) {
      now += call.back() ? -call.stepNanos(limit) : call.stepNanos(limit);
      if (call.settles()) {
        state = algorithm.settle(state, cost, call.cost(limit), chargedAt, now);
        state = leaseAndGiveBack(algorithm, state, call.number(), now);
        continue;
      }
      Step<Decision> step = algorithm.acquire(state, call.cost(limit), now);
      check.accept(new Moment(algorithm, state, call.cost(limit), now, step));
      state = step.next();
      if (step.answer().permitted()) {
        cost = call.cost(limit);
        chargedAt = now;
      }
    }
  }

  private static @Nullable State leaseAndGiveBack(
      Algorithm algorithm, @Nullable State state, long number, long now) {
    long remaining = algorithm.acquire(state, 0, now).answer().remaining();
    if (!(algorithm instanceof LeasableAlgorithm leasable) || remaining == 0) {
      return state;
    }
    long units = 1 + number % remaining;
    long life = number / 3 % (leasable.spanNanos() + 1);
    Lease lease = leasable.lease(state, units, now, now + life);
    return leasable.giveBack(lease.next(), lease.unused(number % units, now), life, now);
  }
}
