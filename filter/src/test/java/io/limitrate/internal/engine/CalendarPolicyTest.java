package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.Charge;
import io.limitrate.Decision.Rejected;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.Verdict;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy with windows of the calendar, whose wall clock and monotonic clock differ. */
class CalendarPolicyTest {

  private final TwoClocks clock = new TwoClocks("2026-03-01T00:00:00Z");
  private final Store store =
      CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10_000));
  private final StoreLimiter limiter = StoreLimiter.builder(store).clock(clock).build();

  @AfterEach
  void close() {
    limiter.close();
  }

  private static Policy policy(String quotas) {
    return Policy.builder("p").key("user").quotas(quotas).build();
  }

  private Verdict check(Policy policy) {
    return limiter.check(new TestCall().with("user", "u"), List.of(policy));
  }

  private int permitted(Policy policy, int calls) {
    int permitted = 0;
    for (int i = 0; i < calls; i++) {
      permitted += check(policy).permitted() ? 1 : 0;
    }
    return permitted;
  }

  private static Charge charge(Verdict verdict) {
    return verdict.mostConstrained().orElseThrow();
  }

  @Test
  void theWallClockDecidesAboutTheCalendarAndTheMonotonicClockAboutOtherQuotas() {
    Policy policy = policy("3/day, 2/1h fixed-window");
    assertThat(permitted(policy, 5)).isEqualTo(2);

    clock.setWall("2026-03-02T00:00:00Z"); // the machine was suspended
    assertThat(permitted(policy, 5)).isZero();
    clock.advance(Duration.ofHours(1));
    assertThat(permitted(policy, 5)).isEqualTo(2);
    clock.advance(Duration.ofHours(1));
    assertThat(permitted(policy, 5)).isEqualTo(1);
  }

  @Test
  void theResetIsTheEndOfTheWindowByTheWallClock() {
    Policy policy = policy("1/day America/Havana");
    clock.setWall("2026-03-08T05:00:00Z");
    check(policy);
    clock.advance(Duration.ofNanos(1));

    Charge rejected = charge(check(policy));

    assertThat(rejected.resetEpochSecond())
        .isEqualTo(Instant.parse("2026-03-09T04:00:00Z").getEpochSecond());
    assertThat(((Rejected) rejected.decision()).waitNanos())
        .isEqualTo(Duration.ofHours(23).toNanos() - 1);
  }

  @Test
  void aRefundReachesTheWindowOfItsChargeOnly() {
    Policy policy = policy("5/day");
    Verdict first = check(policy);
    Verdict second = check(policy);
    second.release();
    assertThat(permitted(policy, 9)).isEqualTo(4);

    clock.setWall("2026-03-02T00:00:00Z");
    assertThat(permitted(policy, 9)).isEqualTo(5);
    first.release();
    assertThat(permitted(policy, 9)).isZero();
  }

  @Test
  void tiersWhoseMonthsStartOnOtherDaysDoNotResetEachOther() {
    Policy policy =
        Policy.builder("p")
            .key("global")
            .tier("first", Quotas.parse("2/month"))
            .tier("middle", Quotas.parse("2/month from 15"))
            .tierResolver(Call::user)
            .build();
    int permitted = 0;

    for (int i = 0; i < 20; i++) {
      Call call = new TestCall().with("user", i % 2 == 0 ? "first" : "middle");
      permitted += limiter.check(call, List.of(policy)).permitted() ? 1 : 0;
    }

    assertThat(permitted).isEqualTo(4);
  }

  @Test
  void aReloadKeepsTheCountOfTheWindow() {
    Policy before = policy("5/day");
    permitted(before, 3);

    Policy zone = policy("5/day Europe/Berlin");
    limiter.succeed(Map.of(zone, before));
    assertThat(permitted(zone, 1)).isEqualTo(1);
    Policy longer = policy("7/month from 31");
    limiter.succeed(Map.of(longer, zone));

    assertThat(permitted(longer, 9)).isEqualTo(3);
    clock.setWall("2026-03-31T00:00:00Z");
    assertThat(permitted(longer, 9)).isEqualTo(7);
  }

  @Test
  void codeThatHoldsTheLimiterCountsByTheWallClockToo() {
    Key key = Key.random();
    assertThat(limiter.acquire(policy("1/year").quotas(), key, 1).permitted()).isTrue();

    clock.setWall("2026-12-31T23:59:59Z");
    assertThat(limiter.acquire(policy("1/year").quotas(), key, 1).permitted()).isFalse();
    clock.setWall("2027-01-01T00:00:00Z");
    assertThat(limiter.acquire(policy("1/year").quotas(), key, 1).permitted()).isTrue();
  }

  @Test
  void theShareOfANodeFollowsTheCalendarAndTheWallClock() {
    CountedQuotas quotas = CountedQuotas.parse("6/day").withDrift(TimeUnit.HOURS.toNanos(2));
    LocalShare share = new LocalShare(store, 3);
    long lateNanos = TwoClocks.nanos("2026-03-01T21:59:59Z");

    share.apply(new Key(1, 1), new Acquire(quotas, 2, lateNanos));

    assertThat(share.apply(new Key(1, 1), new Acquire(quotas, 1, lateNanos)).permitted()).isFalse();
    long nextNanos = lateNanos + TimeUnit.SECONDS.toNanos(1);
    assertThat(share.apply(new Key(1, 1), new Acquire(quotas, 2, nextNanos)).permitted()).isTrue();
  }

  @Test
  void theDriftOfTheMonotonicClockIgnoresNoiseAndFollowsSteps() {
    Clock.Monotonic.Drift steady = new Clock.Monotonic.Drift(0, 0, 0);
    long step = TimeUnit.SECONDS.toNanos(1);

    assertThat(steady.next(1, 19_000_000).steadyNanos()).isZero();
    assertThat(steady.next(1, -19_000_000).steadyNanos()).isZero();
    assertThat(steady.next(1, step).steadyNanos()).isEqualTo(step);
    assertThat(steady.next(1, step).next(2, step + 5).steadyNanos()).isEqualTo(step);
    Clock monotonic = Clock.monotonic();
    assertThat(monotonic.driftNanos(monotonic.nanos())).isZero();
  }
}
