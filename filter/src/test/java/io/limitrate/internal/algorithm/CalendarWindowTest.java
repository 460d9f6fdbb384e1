package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Decision.Rejected;
import io.limitrate.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One client of quotas by the calendar; nodes with different quotas may charge it in turn. */
class CalendarWindowTest {
  private @Nullable State state;
  private long nowNanos;

  private static Algorithm algorithm(String quota) {
    return Algorithm.of(Quota.parse(quota));
  }

  private static long nanos(String instant) {
    return TimeUnit.SECONDS.toNanos(Instant.parse(instant).getEpochSecond());
  }

  private CalendarWindowTest at(String instant) {
    nowNanos = nanos(instant);
    return this;
  }

  private Decision charge(Algorithm algorithm, long cost) {
    Step<Decision> step = algorithm.acquire(state, cost, nowNanos);
    state = step.next();
    return step.answer();
  }

  private long remaining(Algorithm algorithm) {
    return charge(algorithm, 0).remaining();
  }

  private Instant startOfState() {
    return Instant.ofEpochSecond(0, ((CalendarWindowState) state).span().startNanos());
  }

  /** Edge case 10 of traffic policies. */
  @Test
  void aRejectionWaitsAtMostTheRealLengthOfTheDay() {
    Algorithm havana = algorithm("5/day America/Havana");

    at("2026-03-08T05:00:00Z").charge(havana, 5);
    Rejected rejected = (Rejected) charge(havana, 1);

    assertThat(rejected.retryAfter()).contains(Duration.ofHours(23));
    assertThat(startOfState()).isEqualTo(Instant.parse("2026-03-08T05:00:00Z"));
    assertThat(at("2026-03-09T03:59:59Z").charge(havana, 1).permitted()).isFalse();
    assertThat(at("2026-03-09T04:00:00Z").charge(havana, 5).permitted()).isTrue();
  }

  /** Edge case 12 of traffic policies. */
  @Test
  void nodesWhoseZoneDataDifferByAnHourDoNotResetEachOthersCounts() {
    Algorithm older = algorithm("1000/day +05:00");
    Algorithm newer = algorithm("1000/day +06:00");
    Set<Instant> windows = new HashSet<>();
    int charged = 0;

    for (nowNanos = nanos("2026-03-01T00:00:00Z");
        nowNanos - nanos("2026-03-02T00:00:00Z") < 0;
        nowNanos += TimeUnit.MINUTES.toNanos(5)) {
      charged += charge(charged % 2 == 0 ? older : newer, 1).permitted() ? 1 : 0;
      windows.add(startOfState());
    }

    assertThat(charged).isEqualTo(288);
    assertThat(windows).hasSizeLessThanOrEqualTo(3); // one start on this day, and one more
  }

  @Test
  void nodesWithChangedRulesAgreeOnTheWindowThatOneOfThemHasOpened() {
    Algorithm node = algorithm("10/day +05:00");
    Algorithm other = algorithm("10/day +06:00");

    at("2026-03-01T18:30:00Z").charge(other, 4); // the next day on this node only
    charge(node, 3);

    assertThat(remaining(node)).isEqualTo(3);
    assertThat(at("2026-03-01T19:30:00Z").remaining(node)).isEqualTo(3);
    assertThat(remaining(other)).isEqualTo(3);
  }

  @Test
  void aWindowThatAnotherNodeHasOpenedIsFollowedByTheNextWindow() {
    Algorithm early = algorithm("10/day +01:00");
    Algorithm late = algorithm("10/day");
    at("2026-03-01T12:00:00Z").charge(early, 10);

    assertThat(at("2026-03-01T23:30:00Z").remaining(late)).isEqualTo(10);
    charge(late, 10);

    assertThat(at("2026-03-02T00:30:00Z").remaining(late)).isZero();
    assertThat(remaining(early)).isZero();
  }

  @Test
  void aClockThatStepsBackOverTheStartOfAWindowStaysInThatWindow() {
    Algorithm day = algorithm("10/day");
    at("2026-03-02T00:00:01Z").charge(day, 10);

    Decision decision = at("2026-03-01T23:59:58Z").charge(day, 1);

    assertThat(decision.permitted()).isFalse();
    assertThat(((Rejected) decision).retryAfter()).contains(Duration.ofDays(1));
    assertThat(at("2026-03-02T00:00:02Z").remaining(day)).isZero();
  }

  @Test
  void aClockThatWasAYearAheadLocksNobodyOutForAYear() {
    Algorithm day = algorithm("10/day");
    at("2027-03-02T12:00:00Z").charge(day, 10);

    Rejected rejected = (Rejected) at("2026-03-02T12:00:00Z").charge(day, 1);

    assertThat(rejected.retryAfter()).contains(Duration.ofHours(12));
    assertThat(at("2026-03-03T00:00:00Z").remaining(day)).isEqualTo(10);
  }

  /** A reload may change the day on which windows start. */
  @Test
  void aStoredStartInTheNewWindowCarriesItsCountAndNoEarlierStartDoes() {
    at("2026-03-20T00:00:00Z").charge(algorithm("10/month from 15"), 7);
    assertThat(remaining(algorithm("10/month"))).isEqualTo(3);

    state = null;
    at("2026-03-20T00:00:00Z").charge(algorithm("10/month"), 7);
    assertThat(remaining(algorithm("10/month from 15"))).isEqualTo(10);
  }

  @Test
  void theDriftOfTheWallClockMovesTheWindow() {
    Algorithm slow = algorithm("10/day").at(Duration.ofHours(2).toNanos());

    at("2026-03-01T21:59:59Z").charge(slow, 10);

    assertThat(charge(slow, 1).resetNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(at("2026-03-01T22:00:00Z").charge(slow, 10).permitted()).isTrue();
  }

  @Test
  void aRefundCountsOnlyInTheWindowOfItsCharge() {
    Algorithm day = algorithm("10/day").at(Duration.ofHours(2).toNanos());
    at("2026-03-01T21:59:59Z").charge(day, 4);
    long chargedAtNanos = nowNanos;

    assertThat(remaining(day)).isEqualTo(6);
    assertThat(day.settle(state, 4, 1, chargedAtNanos, nowNanos))
        .isEqualTo(new CalendarWindowState(((CalendarWindowState) state).span(), 1));
    at("2026-03-01T22:00:00Z").charge(day, 4);
    assertThat(day.settle(state, 4, 1, chargedAtNanos, nowNanos)).isSameAs(state);
    assertThat(day.settle(state, 4, 0, nowNanos, nowNanos)).isNull();
  }

  @Test
  void aLeaseEndsWithTheWindowAndIsReturnedToTheSameWindowOnly() {
    LeasableAlgorithm day =
        (LeasableAlgorithm) algorithm("100/day").at(Duration.ofHours(2).toNanos());
    at("2026-03-01T21:59:59Z");
    long endNanos = nanos("2026-03-01T22:00:00Z");

    Lease lease = day.lease(null, 40, nowNanos, nowNanos + TimeUnit.SECONDS.toNanos(5));

    assertThat(lease.endNanos()).isEqualTo(endNanos - 1);
    Unused unused = lease.unused(30, nowNanos);
    state = day.giveBack(lease.next(), unused, TimeUnit.SECONDS.toNanos(5), nowNanos);
    assertThat(remaining(day)).isEqualTo(90);
    at("2026-03-01T22:00:00Z").charge(day, 1);
    assertThat(day.giveBack(state, unused, TimeUnit.SECONDS.toNanos(5), nowNanos)).isSameAs(state);
  }

  @Test
  void anEntryIsIdleAnHourAfterItsWindow() {
    Algorithm day = algorithm("10/day");
    at("2026-03-01T12:00:00Z").charge(day, 1);

    assertThat(day.idle(state, nanos("2026-03-02T00:59:59Z"))).isFalse();
    assertThat(day.idle(state, nanos("2026-03-02T01:00:00Z"))).isTrue();
  }

  @Test
  void aCallThatCostsMoreThanTheLimitNeverFits() {
    assertThat(((Rejected) charge(algorithm("10/year"), 11)).retryAfter()).isEmpty();
  }
}
