package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.Decision.Rejected;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Event;
import io.limitrate.Quotas.Schedule.Time;
import io.limitrate.Verdict;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.store.local.CellStores;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy whose quotas change at times of the day and at an event, in one process. */
class ScheduledPolicyTest {

  /** A limiter with one policy. */
  private static final class Site implements AutoCloseable {
    private final TwoClocks clock = new TwoClocks("2026-01-01T08:59:00Z");
    private final StoreLimiter limiter =
        StoreLimiter.builder(
                CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10_000)))
            .clock(clock)
            .build();
    private Policy policy;

    Site(Policy policy) {
      this.policy = policy;
    }

    void reload(Policy next) {
      limiter.succeed(Map.of(next, policy));
      policy = next;
    }

    Charge charge() {
      return charge(limiter.check(new TestCall().with("user", "u"), List.of(policy)));
    }

    Charge peek() {
      return charge(limiter.peek(new TestCall().with("user", "u"), List.of(policy)));
    }

    /** Returns the units that a call of the class with this rank may take. */
    long remaining(int rank) {
      TestCall call = new TestCall().with("user", "u").with("rank", String.valueOf(rank));
      return charge(limiter.peek(call, List.of(policy))).decision().remaining();
    }

    private static Charge charge(Verdict verdict) {
      return verdict.mostConstrained().orElseThrow();
    }

    int permitted(int calls) {
      int permitted = 0;
      for (int i = 0; i < calls; i++) {
        permitted += charge().permitted() ? 1 : 0;
      }
      return permitted;
    }

    @Override
    public void close() {
      limiter.close();
    }
  }

  /** The day is from 9 to 17 o'clock, and the sale from 20 to 21 o'clock on one day, in UTC. */
  private static Policy policy(String own, String day, String sale) {
    Time time =
        new Time(
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.of(9, 0),
            LocalTime.of(17, 0),
            Quotas.parse(day));
    LocalDateTime eight = LocalDateTime.of(2026, 1, 1, 20, 0);
    Event event = new Event("sale", eight, eight.plusHours(1), Quotas.parse(sale));
    Schedule schedule = new Schedule(ZoneOffset.UTC, List.of(time), List.of(event));
    return Policy.builder("p").key("user").quotas(own).schedule(schedule).build();
  }

  private static Policy policy(String own, String day) {
    return policy(own, day, own);
  }

  @Test
  void lowerClassesLeaveTheirPartOfTheQuotasThatHold() {
    Schedule schedule = policy("10/1m", "50/1m").schedule().orElseThrow();
    Policy policy =
        Policy.builder("p")
            .key("user")
            .quotas("10/1m")
            .schedule(schedule)
            .reserve("critical", 20)
            .build();
    try (Site site = new Site(policy)) {
      assertThat(site.remaining(3)).isEqualTo(8);
      site.clock.advance(Duration.ofHours(1));
      assertThat(site.remaining(3)).isEqualTo(40);
      assertThat(site.remaining(0)).isEqualTo(50);
    }
  }

  @Test
  void aTimeAndAnEventHaveTheirOwnQuotas() {
    try (Site site = new Site(policy("2/1m", "5/1m", "9/1m"))) {
      assertThat(site.permitted(20)).isEqualTo(2);
      site.clock.advance(Duration.ofHours(1));
      assertThat(site.permitted(20)).isEqualTo(5);
      site.clock.advance(Duration.ofHours(8));
      assertThat(site.permitted(20)).isEqualTo(2);
      site.clock.advance(Duration.ofHours(2).plusMinutes(5));
      assertThat(site.permitted(20)).isEqualTo(9);
      site.clock.advance(Duration.ofDays(1));
      assertThat(site.permitted(20)).isEqualTo(2);
    }
  }

  @Test
  void theSwitchComesWithTheFirstNanosecondOfTheTime() {
    try (Site site = new Site(policy("1/1h fixed-window", "5/1h fixed-window"))) {
      site.clock.advance(Duration.ofMinutes(1).minusNanos(1));
      assertThat(site.charge().quotas()).isEqualTo(Quotas.parse("1/1h fixed-window"));

      site.clock.advance(1);

      assertThat(site.charge().quotas()).isEqualTo(Quotas.parse("5/1h fixed-window"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "100/1h sliding-window-log,      5",
    "100/1h sliding-window-counter,  5",
    "100/1h leaky-bucket queue 100,  0",
    "100/1h,                         0"
  })
  void aClientThatHasUsedAllGetsNoBurstAtASwitch(String greater, int more) {
    String smaller = greater.replace("100", "95");
    try (Site site = new Site(policy(smaller, greater))) {
      site.permitted(200);
      site.clock.advance(Duration.ofMinutes(1));

      int afterTheSwitch = site.permitted(200);

      // a window has the difference of the limits, and a bucket what it regained in this minute
      assertThat(afterTheSwitch).isBetween(more, more + 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"60/1h sliding-window-log", "60/1h sliding-window-counter", "60/1h"})
  void aClientThatHasUsedAllOfTheGreaterQuotaWaitsAtTheSwitchToTheSmallerOne(String greater) {
    try (Site site = new Site(policy(greater, greater.replace("60", "6")))) {
      site.permitted(100);
      site.clock.advance(Duration.ofMinutes(1));

      Decision decision = site.charge().decision();

      assertThat(decision).isInstanceOf(Rejected.class);
      assertThat(decision.remaining()).isZero();
      assertThat(((Rejected) decision).waitNanos()).isPositive();
    }
  }

  @Test
  void aPeekAndTheResetShowTheQuotasThatHoldNow() {
    try (Site site = new Site(policy("2/1h fixed-window", "5/1h fixed-window"))) {
      assertThat(site.peek().decision().remaining()).isEqualTo(2);
      site.clock.advance(Duration.ofMinutes(1));

      assertThat(site.peek().decision().quota().limit()).isEqualTo(5);
      assertThat(site.peek().decision().remaining()).isEqualTo(5);
    }
  }

  @Test
  void theWallClockSwitchesAndTheMonotonicClockCounts() {
    try (Site site = new Site(policy("2/1m", "5/1m"))) {
      assertThat(site.permitted(9)).isEqualTo(2);

      site.clock.setWall("2026-01-01T12:00:00Z"); // the machine was suspended

      assertThat(site.charge().quotas()).isEqualTo(Quotas.parse("5/1m"));
      assertThat(site.permitted(9)).isZero();
    }
  }

  @Test
  void aRefundAfterASwitchReturnsWhatTheCallTook() {
    try (Site site = new Site(policy("60/1h", "6/1h"))) {
      Verdict verdict = site.limiter.check(new TestCall().with("user", "u"), List.of(site.policy));
      site.permitted(100);
      assertThat(site.charge().permitted()).isFalse();
      site.clock.advance(Duration.ofMinutes(1));

      verdict.release();

      // one unit of 60 in an hour is a tenth of a unit of 6; the minute regained as much
      assertThat(site.charge().permitted()).isFalse();
      site.clock.advance(Duration.ofMinutes(8));
      assertThat(site.charge().permitted()).isTrue();
    }
  }

  @Test
  void aReloadOfTheScheduleKeepsTheCount() {
    try (Site site = new Site(policy("9/1h sliding-window-log", "5/1h sliding-window-log"))) {
      site.clock.advance(Duration.ofMinutes(1));
      assertThat(site.permitted(9)).isEqualTo(5);

      site.reload(policy("9/1h sliding-window-log", "7/1h sliding-window-log"));
      assertThat(site.permitted(9)).isEqualTo(2);
      site.reload(Policy.builder("p").key("user").quotas("9/1h sliding-window-log").build());
      assertThat(site.permitted(9)).isEqualTo(2);
    }
  }

  @Test
  void aReloadConvertsTheCountOfTheQuotasThatHeld() {
    try (Site site = new Site(policy("10/1h", "100/1h"))) {
      assertThat(site.permitted(1)).isEqualTo(1);
      site.clock.advance(Duration.ofMinutes(1));
      assertThat(site.permitted(50)).isEqualTo(50);

      site.reload(Policy.builder("p").key("user").quotas("200/1h fixed-window").build());

      // 50 units, and the rest of the unit from before the switch, which is 8.3 units of the day
      assertThat(site.permitted(300)).isBetween(139, 142);
    }
  }

  @Test
  void aPolicyWithoutAScheduleUsesTheSameObjectsForEachCall() {
    Policy plain = Policy.builder("p").quotas("9/1h").build();
    try (Site site = new Site(plain)) {
      CountedPolicies policies =
          new CountedPolicies(site.limiter, Key.random(), new CustomerSources(site.clock));
      CountedTier tier = policies.get(plain).untiered();

      assertThat(tier.at(site.clock, site.clock.nanos())).isSameAs(tier);
    }
  }

  /** The limiter decides like one state whose limit the time of the day chooses. */
  @Property(tries = 500)
  void decidesLikeOneStateWhoseLimitChanges(
      @ForAll("numbers") List<Integer> numbers,
      @ForAll("forms") String form,
      @ForAll("pauses") List<Long> pauses) {
    String own = form.formatted(numbers.get(0));
    String day = form.formatted(numbers.get(1));
    String sale = form.formatted(numbers.get(2));
    try (Site site = new Site(policy(own, day, sale))) {
      @Nullable State state = null;
      for (long pause : pauses) {
        site.clock.advance(pause);
        LocalDateTime local =
            LocalDateTime.ofEpochSecond(
                Math.floorDiv(site.clock.wallNanos(), 1_000_000_000), 0, ZoneOffset.UTC);
        boolean inSale = local.getDayOfYear() == 1 && local.getHour() == 20;
        boolean inDay = local.getHour() >= 9 && local.getHour() < 17;
        CountedQuotas counted =
            CountedQuotas.parse(inSale ? sale : inDay ? day : own)
                .withDrift(site.clock.driftNanos(0));

        Charge charge = site.charge();

        Step<Decision> expected = counted.acquire(state, 1, site.clock.nanos());
        state = expected.next();
        assertThat(charge.decision()).isEqualTo(expected.answer());
      }
    }
  }

  @Provide
  Arbitrary<List<Integer>> numbers() {
    return Arbitraries.of(1, 2, 3, 7, 60, 97, 300).list().uniqueElements().ofSize(3);
  }

  @Provide
  Arbitrary<String> forms() {
    return Arbitraries.of(
        "%d/2h",
        "%d/2h leaky-bucket",
        "%d/2h fixed-window",
        "%d/2h sliding-window-log",
        "%d/2h sliding-window-counter",
        "%1$d/2h, %1$d/1h fixed-window",
        "%d/day at 10:00");
  }

  @Provide
  Arbitrary<List<Long>> pauses() {
    return Arbitraries.oneOf(
            Arbitraries.of(0L, 0L, Duration.ofMinutes(1).toNanos()),
            Arbitraries.longs().between(0, Duration.ofHours(3).toNanos()))
        .list()
        .ofMaxSize(60);
  }
}
