package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Decision;
import io.limitrate.Quota.Kind;
import io.limitrate.internal.algorithm.LeaseHistories.Event;
import io.limitrate.internal.algorithm.LeaseHistories.Leasing;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The guarantees of leases, for any times of use and any returns. */
@Domain(LeaseHistories.class)
@Domain(DomainContext.Global.class)
class LeaseTest {

  private static final long SPAN = 1L << 61;

  @Property(tries = 20_000)
  void theBoundHoldsForTheTimesOfUse(
      @ForAll Leasing leasing,
      @ForAll List<Event> events,
      @ForAll @LongRange(min = -SPAN, max = SPAN) long start) {
    Nodes nodes = new Nodes(leasing, start);

    assertThat(new Bound(leasing.limit(), nodes.play(events)).broken()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LEAKY_BUCKET")
  void leavesSoMuchLessAndEndsWhenAsked(Kind kind) {
    LeasableAlgorithm algorithm = algorithm(kind, 100, 1_000);

    Lease lease = algorithm.lease(null, 30, 10, 10);

    assertThat(lease.endNanos()).isEqualTo(10);
    assertThat(algorithm.acquire(lease.next(), 0, 10).answer().remaining()).isEqualTo(70);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LEAKY_BUCKET")
  void ofNoLifeIsAnAcquire(Kind kind) {
    LeasableAlgorithm algorithm = algorithm(kind, 7, 1_000);
    State before = algorithm.acquire(null, 2, 5).next();

    Decision leased = algorithm.acquire(algorithm.lease(before, 3, 10, 10).next(), 0, 300).answer();
    Decision acquired = algorithm.acquire(algorithm.acquire(before, 3, 10).next(), 0, 300).answer();

    assertThat(leased.remaining()).isEqualTo(acquired.remaining());
    assertThat(leased.resetNanos()).isEqualTo(acquired.resetNanos());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LEAKY_BUCKET")
  void rejectsUnitsThatDoNotRemainAndAnEndThatIsOver(Kind kind) {
    LeasableAlgorithm algorithm = algorithm(kind, 100, 1_000);
    Lease lease = algorithm.lease(null, 30, 10, 10);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm.lease(lease.next(), 71, 10, 20))
        .withMessage("units 71: must be from 1 to 70");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm.lease(null, 0, 10, 20))
        .withMessage("units 0: must be from 1 to 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm.lease(null, 1, 10, 9))
        .withMessage("lease of nanoseconds -1: must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm.giveBack(lease.next(), lease.unused(-1, 10), 10, 10))
        .withMessage("units -1: must not be negative");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LEAKY_BUCKET")
  void aReturnOfNothingOrToNoStateChangesNothing(Kind kind) {
    LeasableAlgorithm algorithm = algorithm(kind, 100, 1_000);
    Lease lease = algorithm.lease(null, 30, 10, 20);

    assertThat(algorithm.giveBack(lease.next(), lease.unused(0, 10), 10, 12))
        .isSameAs(lease.next());
    assertThat(algorithm.giveBack(null, lease.unused(30, 10), 10, 12)).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"LEAKY_BUCKET", "TOKEN_BUCKET"})
  void aWindowGetsAllBackThatWasNotUsed(Kind kind) {
    LeasableAlgorithm algorithm = algorithm(kind, 300, 1_000);
    State before = algorithm.acquire(null, 50, 5).next();
    Lease lease = algorithm.lease(before, 200, 10, 60);
    State after = algorithm.acquire(lease.next(), 50, 30).next();

    State returned = algorithm.giveBack(after, lease.unused(120, 10), 50, 70);

    assertThat(algorithm.acquire(returned, 0, 70).answer().remaining()).isEqualTo(120);
  }

  @ParameterizedTest
  @EnumSource(names = {"FIXED_WINDOW", "SLIDING_WINDOW_COUNTER"})
  void endsWithTheWindowThatItIsChargedTo(Kind kind) {
    LeasableAlgorithm algorithm = algorithm(kind, 100, 1_000);

    Lease lease = algorithm.lease(null, 30, 980, 1_050);

    assertThat(lease.endNanos()).isEqualTo(999);
  }

  @Test
  void aFixedWindowTakesNothingBackAfterItsEnd() {
    LeasableAlgorithm algorithm = algorithm(Kind.FIXED_WINDOW, 100, 1_000);
    Lease lease = algorithm.lease(null, 30, 980, 1_050);
    State next = algorithm.acquire(lease.next(), 10, 1_001).next();

    assertThat(algorithm.giveBack(next, lease.unused(30, 980), 50, 1_002)).isSameAs(next);
  }

  @Test
  void aCounterTakesUnitsBackFromTheWindowBefore() {
    LeasableAlgorithm algorithm = algorithm(Kind.SLIDING_WINDOW_COUNTER, 100, 1_000);
    Lease lease = algorithm.lease(null, 30, 980, 1_050);
    State next = algorithm.acquire(lease.next(), 10, 1_001).next();

    State returned = algorithm.giveBack(next, lease.unused(20, 980), 50, 1_002);

    assertThat(returned).isEqualTo(new SlidingWindowCounterState(1_000, 10, 10));
  }

  @Test
  void aLogCountsALeaseUntilAWindowAfterItsEndAndOldUnitsUntilThey() {
    LeasableAlgorithm algorithm = algorithm(Kind.SLIDING_WINDOW_LOG, 10, 1_000);
    State old = algorithm.acquire(null, 4, 0).next();

    Lease lease = algorithm.lease(old, 6, 980, 1_030);

    assertThat(lease.next()).isEqualTo(SlidingWindowLogState.of(0, 4, 1_030, 6));
    assertThat(Answer.of(algorithm.acquire(lease.next(), 1, 999)).waitNanos()).isEqualTo(1);
    assertThat(Answer.of(algorithm.acquire(lease.next(), 5, 1_000)).waitNanos()).isEqualTo(1_030);
  }

  private static LeasableAlgorithm algorithm(Kind kind, long limit, long window) {
    return (LeasableAlgorithm) new Limit(kind, limit, window, limit).algorithm();
  }
}
