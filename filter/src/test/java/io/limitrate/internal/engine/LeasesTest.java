package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.FixedWindowState;
import io.limitrate.internal.algorithm.Lease;
import io.limitrate.internal.algorithm.LeasedBucketState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.engine.CountedPolicies.Lineage;
import io.limitrate.internal.store.local.CellStores;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeasesTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100/1m",
        "1000/100ms",
        "50/1m burst 100",
        "100/1m fixed-window",
        "300/1h sliding-window-log, 1000/1d sliding-window-counter"
      })
  void largeSlowQuotasAreLeasable(String quotas) {
    assertThat(CountedQuotas.parse(quotas).leasable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99/1m",
        "100/1m burst 99",
        "1000/99ms",
        "1000/1s burst 100, 1000/1s burst 99",
        "1000/1m leaky-bucket",
        "1000/1m, 1000/1m leaky-bucket",
        "1000/1m, 10/1s"
      })
  void smallOrFastQuotasAndLeakyBucketsAreNot(String quotas) {
    assertThat(CountedQuotas.parse(quotas).leasable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000/1s                          | 50",
        "1000/1s burst 200                | 10",
        "1000/10s, 1000/1m fixed-window   | 500",
        "1000/10s, 300/4s fixed-window    | 200",
        "1000/1d                          | 1000",
      })
  void aLeaseLastsATwentiethOfTheShortestQuotaAndASecondAtMost(String quotas, long millis) {
    assertThat(CountedQuotas.parse(quotas).leaseNanos()).isEqualTo(millis * 1_000_000);
  }

  @Test
  void asManyUnitsRemainAsTheTightestQuotaHas() {
    CountedQuotas quotas =
        CountedQuotas.parse("300/1h, 200/1m fixed-window, 400/1d sliding-window-log");

    State state = quotas.acquire(null, 150, 0).next();

    assertThat(quotas.remaining(null, 0)).isEqualTo(200);
    assertThat(quotas.remaining(state, 0)).isEqualTo(50);
  }

  @Test
  void takesFromAllAndEndsWithTheFirstThatEnds() {
    CountedQuotas quotas = CountedQuotas.parse("200/100s burst 200, 200/1m fixed-window");
    long start = 59 * SECOND + SECOND / 2;

    Lease lease = quotas.lease(null, 20, start, start + SECOND);

    assertThat(lease.endNanos()).isEqualTo(60 * SECOND - 1);
    assertThat(CompositeState.part(lease.next(), 0))
        .isEqualTo(new LeasedBucketState(70 * SECOND - 1, 0, 0));
    assertThat(CompositeState.part(lease.next(), 1)).isEqualTo(new FixedWindowState(0, 20));
  }

  @Test
  void givesBackToAllWhatEachCanTake() {
    CountedQuotas quotas = CountedQuotas.parse("200/100s burst 200, 200/1m fixed-window");
    State busy = quotas.acquire(null, 100, 0).next();
    Lease lease = quotas.lease(busy, 20, 0, SECOND);

    State returned =
        quotas.giveBack(
            lease.next(), new Unused(lease.next(), 15, 0, lease.endNanos()), SECOND / 2);

    assertThat(quotas.remaining(returned, SECOND / 2)).isEqualTo(95);
    assertThat(CompositeState.part(returned, 1)).isEqualTo(new FixedWindowState(0, 105));
  }

  @Test
  void aLeaseGivenBackWholeToAWindowLeavesNothing() {
    CountedQuotas quotas = CountedQuotas.parse("200/1m fixed-window, 300/1h fixed-window");
    Lease lease = quotas.lease(null, 20, 0, SECOND);

    assertThat(quotas.giveBack(lease.next(), new Unused(lease.next(), 20, 0, SECOND), 5)).isNull();
  }

  @Test
  void aReturnThatNoQuotaTakesChangesNothing() {
    CountedQuotas quotas = CountedQuotas.parse("200/1m fixed-window, 300/1m burst 100");
    Lease lease = quotas.lease(null, 20, 0, SECOND);
    State other = quotas.acquire(null, 1, 70 * SECOND).next();

    assertThat(quotas.giveBack(other, new Unused(lease.next(), 20, 0, SECOND), 71 * SECOND))
        .isSameAs(other);
  }

  @Test
  void oneQuotaNeedsNoCompositeState() {
    CountedQuotas quotas = CountedQuotas.parse("200/1m fixed-window");

    Lease lease = quotas.lease(null, 20, 0, SECOND);

    assertThat(lease).isEqualTo(new Lease(new FixedWindowState(0, 20), SECOND));
    assertThat(quotas.giveBack(lease.next(), new Unused(lease.next(), 15, 0, SECOND), 5))
        .isEqualTo(new FixedWindowState(0, 5));
  }

  @Test
  void rejectsMoreThanRemains() {
    CountedQuotas quotas = CountedQuotas.parse("300/1h, 200/1m fixed-window");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> quotas.lease(null, 201, 0, SECOND))
        .withMessage("units 201: must be from 1 to 200");
  }

  @Test
  void quotasThatAreNotLeasableLeaseNothingAndTakeNothingBack() {
    CountedQuotas quotas = CountedQuotas.parse("1000/1m, 1000/1m leaky-bucket");
    State state = quotas.acquire(null, 1, 0).next();

    assertThatIllegalStateException().isThrownBy(() -> quotas.lease(state, 1, 0, SECOND));
    assertThat(state).isNotNull();
    assertThat(quotas.giveBack(state, new Unused(state, 1, 0, SECOND), 5)).isSameAs(state);
  }

  @Test
  void anExactPolicyLeasesNothing() {
    Policy.Builder builder =
        Policy.builder("api")
            .tier("free", Quotas.parse("1000/1m"))
            .tier("gold", Quotas.parse("5000/1m"))
            .tierResolver(call -> call.header("tier"));

    Policy leasing = builder.build();
    Policy exact = builder.exact(true).build();

    assertThat(leasing.exact()).isFalse();
    assertThat(counted(leasing)).allMatch(CountedQuotas::leasable);
    assertThat(exact.exact()).isTrue();
    assertThat(counted(exact)).noneMatch(CountedQuotas::leasable);
    assertThat(counted(exact)).doesNotContainAnyElementsOf(counted(leasing));
  }

  @Test
  void aTiersEntryIsKeptAsLongAsItsOwnQuotasNeed() {
    Policy policy =
        Policy.builder("api")
            .tier("free", Quotas.parse("10/1s"))
            .tier("gold", Quotas.parse("10/1h fixed-window"))
            .tierResolver(call -> call.header("tier"))
            .build();

    assertThat(counted(policy))
        .extracting(CountedQuotas::retentionNanos)
        .containsExactly(2 * SECOND, 2 * SECOND, 2 * 3_600 * SECOND);
  }

  /** Returns the counted quotas of calls without a tier, and of both tiers. */
  private static List<CountedQuotas> counted(Policy policy) {
    try (StoreLimiter limiter =
        StoreLimiter.builder(CellStores.open(StoreSettings.DEFAULT)).build()) {
      CountedPolicy counted = new CountedPolicy(limiter, policy, Lineage.FIRST, Key.random(), null);
      return Stream.of(new TestCall(), ofTier("free"), ofTier("gold"))
          .map(call -> counted.tier(call).quotas())
          .toList();
    }
  }

  private static TestCall ofTier(String tier) {
    return new TestCall().with("header:tier", tier);
  }
}
