package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Quotas.InFlight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  /** A call that begins or ends after a pause, under one of a few names. */
  private record Move(boolean begins, long name, long afterNanos, long holdNanos) {}

  /** Keeps the time of each slot in a map. */
  private static final class Oracle {
    private final long limit;
    private final long longestNanos;
    private final Map<Long, Long> slots = new HashMap<>();

    Oracle(long limit, long longestNanos) {
      this.limit = limit;
      this.longestNanos = longestNanos;
    }

    boolean begins(long name, long holdNanos, long nowNanos) {
      slots.values().removeIf(until -> until - nowNanos <= 0);
      if (!slots.containsKey(name) && slots.size() >= limit) {
        return false;
      }
      slots.putIfAbsent(name, nowNanos + Math.min(holdNanos, longestNanos));
      return true;
    }
  }

  @Provide
  Arbitrary<List<Move>> moves() {
    return Combinators.combine(
            Arbitraries.of(true, true, false),
            Arbitraries.longs().between(0, 7),
            Arbitraries.longs().between(0, SECOND),
            Arbitraries.longs().between(1, 5 * SECOND))
        .as(Move::new)
        .list()
        .ofMaxSize(60);
  }

  @Property
  void agreesWithAMapOfTheCalls(
      @ForAll @IntRange(min = 1, max = 5) int limit,
      @ForAll("moves") List<Move> moves,
      @ForAll @LongRange long startNanos) {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(limit, Duration.ofSeconds(3)));
    Oracle oracle = new Oracle(limit, 3 * SECOND);
    State state = null;
    long nowNanos = startNanos;

    for (Move move : moves) {
      nowNanos += move.afterNanos();
      if (move.begins()) {
        Step<Decision> step = begin(slots, state, move.name(), move.holdNanos(), nowNanos);
        state = step.next();
        assertThat(step.answer().permitted())
            .isEqualTo(oracle.begins(move.name(), move.holdNanos(), nowNanos));
        assertThat(step.answer().remaining()).isEqualTo(limit - oracle.slots.size());
      } else {
        state = slots.leave(state, move.name(), nowNanos);
        oracle.slots.remove(move.name());
      }
      assertThat(size(state)).isLessThanOrEqualTo(limit);
    }
  }

  @Test
  void aRepeatedEndFreesNoOtherSlot() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(2));
    State state = begin(slots, null, 1, 9, 0).next();
    state = begin(slots, state, 2, 9, 0).next();

    state = slots.leave(slots.leave(state, 1, 1), 1, 2);

    assertThat(size(state)).isEqualTo(1);
    assertThat(slots.leave(state, 1, 3)).isSameAs(state);
  }

  @Test
  void aRepeatedBeginTakesOneSlot() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(1));
    State state = begin(slots, null, 1, 9, 0).next();

    Step<Decision> again = begin(slots, state, 1, 9, 1);

    assertThat(again.answer().permitted()).isTrue();
    assertThat(again.next()).isSameAs(state);
  }

  /** The holder was stopped for longer than its time: another call has its slot, and both run. */
  @Test
  void aRenewedCallTakesItsLostSlotAgainAndNobodyIsAdmittedUntilTheLimitHolds() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(1));
    State state = begin(slots, null, 1, SECOND, 0).next();
    state = begin(slots, state, 2, 10 * SECOND, SECOND).next();

    state = slots.renew(state, new Slot(1, SECOND), 2 * SECOND);

    assertThat(size(state)).isEqualTo(2);
    state = slots.leave(state, 1, 2 * SECOND);
    assertThat(begin(slots, state, 3, 1, 2 * SECOND).answer().permitted()).isFalse();
    state = slots.leave(state, 2, 2 * SECOND);
    assertThat(begin(slots, state, 3, 1, 2 * SECOND).answer().permitted()).isTrue();
  }

  @Test
  void aRenewalCountsFromNow() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(1));
    State state = begin(slots, null, 1, 3 * SECOND, 0).next();

    state = slots.renew(state, new Slot(1, 3 * SECOND), 2 * SECOND);

    assertThat(size(state)).isEqualTo(1);
    assertThat(begin(slots, state, 2, 1, 5 * SECOND - 1).answer().permitted()).isFalse();
    assertThat(begin(slots, state, 2, 1, 5 * SECOND).answer().permitted()).isTrue();
  }

  @Test
  void admitsNoneUntilFewerCallsRunThanALowerLimitAllows() {
    InFlightAlgorithm twenty = new InFlightAlgorithm(new InFlight(20));
    InFlightAlgorithm five = new InFlightAlgorithm(new InFlight(5));
    State state = null;
    for (int name = 0; name < 12; name++) {
      state = begin(twenty, state, name, SECOND, 0).next();
    }

    List<Boolean> admitted = new ArrayList<>();
    for (int name = 0; name < 12; name++) {
      Step<Decision> step = begin(five, state, 100, SECOND, 1);
      admitted.add(step.answer().permitted());
      state = five.leave(step.next(), name, 1);
      state = five.leave(state, 100, 1);
    }

    assertThat(admitted.subList(0, 8)).containsOnly(false);
    assertThat(admitted.subList(8, 12)).containsOnly(true);
  }

  @Test
  void aSlotIsFreeAfterTheLongestDuration() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(1, Duration.ofSeconds(1)));
    State state = begin(slots, null, 1, Long.MAX_VALUE, 5).next();

    assertThat(begin(slots, state, 2, 1, 5 + SECOND - 1).answer())
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            rejected -> assertThat(rejected.waitNanos()).isEqualTo(SECOND));
    assertThat(slots.idle(requireState(state), 5 + SECOND - 1)).isFalse();
    assertThat(begin(slots, state, 2, 1, 5 + SECOND).answer().permitted()).isTrue();
    assertThat(slots.idle(requireState(state), 5 + SECOND)).isTrue();
  }

  /** A slot of a clock that was a year ahead does not count for a year. */
  @Test
  void aSlotLastsNoLongerThanThirtyDaysFromNow() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(1, Duration.ofSeconds(1)));
    State state = begin(slots, null, 1, SECOND, 365 * DAY).next();

    State corrected = begin(slots, state, 2, SECOND, 0).next();

    assertThat(begin(slots, corrected, 2, SECOND, 30 * DAY - 1).answer().permitted()).isFalse();
    assertThat(begin(slots, corrected, 2, SECOND, 30 * DAY).answer().permitted()).isTrue();
  }

  /** Tiers with different longest durations share the slots of a client. */
  @Test
  void aCallDoesNotShortenTheSlotsOfCallsThatMayLastLonger() {
    InFlightAlgorithm streams = new InFlightAlgorithm(new InFlight(1, Duration.ofHours(1)));
    InFlightAlgorithm reports = new InFlightAlgorithm(new InFlight(1, Duration.ofSeconds(1)));
    State state = begin(streams, null, 1, 3_600 * SECOND, 0).next();

    Step<Decision> rejected = begin(reports, state, 2, SECOND, 1);

    assertThat(rejected.answer().permitted()).isFalse();
    assertThat(rejected.next()).isSameAs(state);
    assertThat(reports.acquire(state, 0, 1).next()).isSameAs(state);
    assertThat(reports.leave(state, 2, 1)).isSameAs(state);
  }

  @Test
  void aCallOfCostZeroTakesNoSlot() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(1));

    Step<Decision> peek = slots.acquire(null, 0, 0);

    assertThat(peek.answer()).isEqualTo(new Decision.Permitted(new InFlight(1), 1, 0));
    assertThat(peek.next()).isNull();
  }

  @Test
  void aCallOfAnyCostTakesOneSlot() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(2));

    Step<Decision> step = slots.with(new Slot(1, 9)).acquire(null, 1_000, 0);

    assertThat(step.answer().permitted()).isTrue();
    assertThat(step.answer().remaining()).isEqualTo(1);
    assertThat(slots.settle(step.next(), 1_000, 0, 0, 1)).isSameAs(step.next());
  }

  /** Nobody would free the slot of such a call. */
  @Test
  void aCallWithoutASlotTakesNoneAlsoIfNoneIsFree() {
    InFlightAlgorithm slots = new InFlightAlgorithm(new InFlight(1));
    State full = begin(slots, null, 1, 9, 0).next();

    Step<Decision> free = slots.acquire(null, 1, 0);
    Step<Decision> none = slots.acquire(full, 1, 0);

    assertThat(free.answer()).isEqualTo(new Decision.Permitted(new InFlight(1), 1, 0));
    assertThat(free.next()).isNull();
    assertThat(none.answer().permitted()).isTrue();
    assertThat(none.next()).isSameAs(full);
  }

  private static Step<Decision> begin(
      InFlightAlgorithm slots, @Nullable State state, long name, long holdNanos, long nowNanos) {
    return slots.with(new Slot(name, holdNanos)).acquire(state, 1, nowNanos);
  }

  private static int size(@Nullable State state) {
    return state instanceof InFlightState held ? held.size() : 0;
  }

  private static State requireState(@Nullable State state) {
    assertThat(state).isNotNull();
    return state == null ? InFlightState.EMPTY : state;
  }
}
