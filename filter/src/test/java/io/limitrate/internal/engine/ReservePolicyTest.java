package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.Decision;
import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quota.LeakyBucket;
import io.limitrate.Quotas;
import io.limitrate.Quotas.Ban;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that leave a part of their quotas to calls of higher classes. */
class ReservePolicyTest {
  private static final int CRITICAL = 0;
  private static final int HIGH = 1;
  private static final int NORMAL = 2;
  private static final int LOW = 3;

  /** A limiter of one process. */
  private static final class Site implements AutoCloseable {
    final ManualClock clock;
    final StoreLimiter limiter;

    Site() {
      this(new ManualClock());
    }

    Site(ManualClock clock) {
      this.clock = clock;
      this.limiter = StoreLimiter.builder(store()).localShare(store(), 2).clock(clock).build();
    }

    private static Store store() {
      return CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10_000));
    }

    private static TestCall call(int rank, long cost) {
      return new TestCall()
          .with("user", "u")
          .with("rank", String.valueOf(rank))
          .with("header:cost", String.valueOf(cost));
    }

    Execution check(Policy policy, int rank, long cost) {
      return limiter.check(call(rank, cost), List.of(policy));
    }

    /** Returns how many of these calls are permitted. */
    int permitted(Policy policy, int rank, int calls) {
      int permitted = 0;
      for (int i = 0; i < calls; i++) {
        permitted += check(policy, rank, 1).permitted() ? 1 : 0;
      }
      return permitted;
    }

    long remaining(Policy policy, int rank) {
      return limiter.peek(call(rank, 1), List.of(policy)).charges().get(0).decision().remaining();
    }

    @Override
    public void close() {
      limiter.close();
    }
  }

  private static Policy.Builder plain(Quotas quotas) {
    return Policy.builder("p")
        .key("user")
        .quotas(quotas)
        .cost(call -> Long.parseLong(String.valueOf(call.header("cost"))));
  }

  private static Policy.Builder builder(String quotas) {
    return plain(Quotas.parse(quotas)).reserve("critical", 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100/1h",
        "100/1h burst 100",
        "100/1h fixed-window",
        "100/1h sliding-window-log",
        "100/1h sliding-window-counter",
        "100/day",
        "100 in-flight",
        "100/1h, 1000/1d, 500 in-flight"
      })
  void rejectsLowerClassesAtFourFifthsAndCriticalCallsAtTheEnd(String quotas) {
    try (Site site = new Site()) {
      Policy policy = builder(quotas).build();

      assertThat(site.permitted(policy, LOW, 50)).isEqualTo(50);
      assertThat(site.permitted(policy, HIGH, 40)).isEqualTo(30);
      assertThat(site.permitted(policy, LOW, 1)).isZero();
      assertThat(site.permitted(policy, CRITICAL, 30)).isEqualTo(20);
    }
  }

  /** A bucket lets one call more pass at once than it lets wait. */
  @Test
  void leavesAFifthOfTheQueueOfALeakyBucket() {
    try (Site site = new Site()) {
      Policy policy = builder("1/1h leaky-bucket queue 10").build();

      assertThat(site.permitted(policy, LOW, 20)).isEqualTo(9);
      assertThat(site.permitted(policy, CRITICAL, 20)).isEqualTo(2);
    }
  }

  @Test
  void reservesOfSeveralClassesAddUp() {
    try (Site site = new Site()) {
      Policy policy = builder("100/1h").reserve("high", 10).build();

      assertThat(site.permitted(policy, NORMAL, 100)).isEqualTo(70);
      assertThat(site.permitted(policy, HIGH, 100)).isEqualTo(10);
      assertThat(site.permitted(policy, CRITICAL, 100)).isEqualTo(20);
    }
  }

  @Test
  void tellsACallOnlyUnitsThatItCanTake() {
    try (Site site = new Site()) {
      Policy policy = builder("10/1h").build();
      site.permitted(policy, LOW, 5);

      assertThat(site.remaining(policy, LOW)).isEqualTo(3);
      assertThat(site.remaining(policy, CRITICAL)).isEqualTo(5);
      assertThat(site.check(policy, LOW, 1).charges().get(0).decision().remaining()).isEqualTo(2);
    }
  }

  /** The wait ends when the units of the call and the reserve are there. */
  @Test
  void aRejectedCallIsTheNextOneAfterItsWait() {
    try (Site site = new Site()) {
      Policy policy = builder("100/1h").build();
      site.permitted(policy, LOW, 80);
      Decision.Rejected rejected =
          (Decision.Rejected) site.check(policy, LOW, 3).charges().get(0).decision();

      site.clock.advance(Duration.ofNanos(rejected.waitNanos() - 1));
      assertThat(site.check(policy, LOW, 3).permitted()).isFalse();
      site.clock.advance(Duration.ofNanos(1));
      assertThat(site.check(policy, LOW, 3).permitted()).isTrue();
    }
  }

  @Test
  void aBucketGivesLowerClassesAllThatFlowsInWhileItKeepsTheReserve() {
    try (Site site = new Site()) {
      Policy policy = builder("60/1m").build();
      site.permitted(policy, LOW, 60);

      int permitted = 0;
      for (int second = 0; second < 60; second++) {
        site.clock.advance(Duration.ofSeconds(1));
        permitted += site.permitted(policy, LOW, 5);
      }

      assertThat(permitted).isEqualTo(60);
      assertThat(site.remaining(policy, CRITICAL)).isEqualTo(12);
    }
  }

  @Test
  void aRefundOfALowerClassIsThereForAllClasses() {
    try (Site site = new Site()) {
      Policy policy = builder("10/1h").build();
      site.permitted(policy, LOW, 7);
      Execution last = site.check(policy, LOW, 1);
      assertThat(site.permitted(policy, LOW, 1)).isZero();

      last.release();

      assertThat(site.permitted(policy, LOW, 2)).isEqualTo(1);
      assertThat(site.permitted(policy, CRITICAL, 9)).isEqualTo(2);
    }
  }

  @Test
  void aSlotOfALowerClassIsFreeAfterTheCall() {
    try (Site site = new Site()) {
      Policy policy = builder("5 in-flight").build();
      Execution first = site.check(policy, LOW, 1);
      assertThat(site.permitted(policy, LOW, 9)).isEqualTo(3);

      first.end();

      assertThat(site.permitted(policy, LOW, 9)).isEqualTo(1);
      assertThat(site.permitted(policy, CRITICAL, 9)).isEqualTo(1);
    }
  }

  @Test
  void everyTierLeavesTheReserveOfItsOwnQuotas() {
    try (Site site = new Site()) {
      Policy policy =
          Policy.builder("p")
              .key("user")
              .tier("free", Quotas.parse("10/1h"))
              .tier("gold", Quotas.parse("100/1m"))
              .tierResolver(call -> call.header("tier"))
              .reserve("critical", 50)
              .build();
      TestCall free = Site.call(LOW, 1).with("header:tier", "free");
      TestCall gold = Site.call(LOW, 1).with("header:tier", "gold");

      assertThat(site.limiter.peek(free, List.of(policy)).charges().get(0).decision().remaining())
          .isEqualTo(5);
      assertThat(site.limiter.peek(gold, List.of(policy)).charges().get(0).decision().remaining())
          .isEqualTo(50);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"100/1h", "100/1h fixed-window", "100/1h, 50 in-flight"})
  void aReloadKeepsTheCountAndChangesTheReserve(String quotas) {
    try (Site site = new Site()) {
      Policy before = builder(quotas).build();
      Policy after = builder(quotas).reserve("critical", 60).build();
      assertThat(site.permitted(before, LOW, 30)).isEqualTo(30);

      site.limiter.succeed(Map.of(after, before));

      long whole = before.quotas().list().size() == 1 ? 100 : 50;
      assertThat(site.remaining(after, LOW)).isEqualTo(Math.max(0, whole * 2 / 5 - 30));
      assertThat(site.remaining(after, CRITICAL)).isEqualTo(whole - 30);
    }
  }

  @Test
  void aCallThatIsNoRequestMayTakeAll() {
    try (Site site = new Site()) {
      Policy policy = Policy.builder("p").quotas("10/1h").reserve("critical", 50).build();

      int permitted = 0;
      for (int i = 0; i < 20; i++) {
        permitted += site.limiter.check(new Call() {}, List.of(policy)).permitted() ? 1 : 0;
      }

      assertThat(permitted).isEqualTo(10);
    }
  }

  @Test
  void aRejectionByTheReserveCountsTowardsNoBan() {
    try (Site site = new Site()) {
      Policy policy =
          builder("10/1h").ban(new Ban(3, Duration.ofMinutes(1), Duration.ofMinutes(5))).build();
      site.permitted(policy, LOW, 30);

      assertThat(site.permitted(policy, CRITICAL, 2)).isEqualTo(2);
      site.permitted(policy, CRITICAL, 3);
      assertThat(site.check(policy, LOW, 1).charges().get(0).banned()).isTrue();
    }
  }

  @Test
  void theShareOfANodeHasTheReserveWhileTheStoreFails() {
    ManualClock clock = new ManualClock();
    Store failing =
        new Store() {
          @Override
          public <A> A apply(Key key, Transition<A> transition) {
            throw new IllegalStateException("no store");
          }

          @Override
          public void close() {}
        };
    Policy policy = builder("20/1h").failure(FailureRule.LOCAL).build();
    try (StoreLimiter limiter =
        StoreLimiter.builder(failing).localShare(Site.store(), 2).clock(clock).build()) {
      int low = 0;
      int critical = 0;
      for (int i = 0; i < 20; i++) {
        low += limiter.check(Site.call(LOW, 1), List.of(policy)).permitted() ? 1 : 0;
      }
      for (int i = 0; i < 20; i++) {
        critical += limiter.check(Site.call(CRITICAL, 1), List.of(policy)).permitted() ? 1 : 0;
      }

      assertThat(low).isEqualTo(8);
      assertThat(critical).isEqualTo(2);
    }
  }

  /** A call of a class after a pause. */
  record Move(int rank, long cost, long afterMillis) {}

  @Provide
  Arbitrary<List<Move>> moves() {
    return Combinators.combine(
            Arbitraries.integers().between(CRITICAL, LOW),
            Arbitraries.longs().between(0, 3),
            Arbitraries.of(0L, 0L, 0L, 7L, 300L, 2_500L, 70_000L))
        .as(Move::new)
        .list()
        .ofMaxSize(80);
  }

  @Provide
  Arbitrary<Quotas> quotas() {
    return QuotaArbitraries.quotas()
        .filter(quotas -> quotas.list().stream().noneMatch(LeakyBucket.class::isInstance))
        .filter(quotas -> quotas.list().stream().anyMatch(quota -> quota.capacity() > 1));
  }

  /**
   * The oracle counts each quota alone and without classes, and only the permitted calls. A call is
   * permitted exactly if each of these counts has its units and the reserves of all higher classes.
   */
  @Property(tries = 300)
  void underContentionEachClassTakesWhatTheHigherClassesLeave(
      @ForAll("quotas") Quotas quotas, @ForAll("moves") List<Move> moves) {
    ManualClock clock = new ManualClock();
    Policy policy = plain(quotas).reserve("critical", 20).reserve("normal", 25).build();
    List<Policy> alone = quotas.list().stream().map(one -> plain(Quotas.of(one)).build()).toList();
    List<Site> counts = alone.stream().map(one -> new Site(clock)).toList();
    try (Site site = new Site(clock)) {
      for (Move move : moves) {
        clock.advance(Duration.ofMillis(move.afterMillis));
        int percent = (move.rank > CRITICAL ? 20 : 0) + (move.rank > NORMAL ? 25 : 0);
        boolean fits = true;
        for (int i = 0; i < alone.size() && move.cost > 0; i++) {
          long free = counts.get(i).remaining(alone.get(i), CRITICAL);
          fits &= free >= move.cost + reserve(quotas.list().get(i), percent);
        }

        boolean permitted = site.check(policy, move.rank, move.cost).permitted();

        assertThat(permitted).as("%s", move).isEqualTo(fits);
        for (int i = 0; i < alone.size() && permitted; i++) {
          assertThat(counts.get(i).check(alone.get(i), CRITICAL, move.cost).permitted()).isTrue();
        }
      }
    } finally {
      counts.forEach(Site::close);
    }
  }

  private static long reserve(Quota quota, int percent) {
    return Math.min((quota.capacity() * percent + 99) / 100, quota.capacity() - 1);
  }
}
