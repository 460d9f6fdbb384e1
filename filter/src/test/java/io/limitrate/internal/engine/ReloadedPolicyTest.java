package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.Verdict;
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
import org.junit.jupiter.params.provider.CsvSource;

/** A policy whose quotas a reload changes, in one process. */
class ReloadedPolicyTest {
  /** A call after a pause; before the call, the policy may get the other quotas. */
  private record Step(boolean reload, long afterMillis) {}

  /** A limiter with one policy that changes between two quotas. */
  private static final class Site implements AutoCloseable {
    private final ManualClock clock = new ManualClock();
    private final StoreLimiter limiter =
        StoreLimiter.builder(
                CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10_000)))
            .clock(clock)
            .build();
    private Policy policy;

    Site(Quotas quotas) {
      policy = policy(quotas);
    }

    private static Policy policy(Quotas quotas) {
      return Policy.builder("p").key("user").quotas(quotas).build();
    }

    void reload(Quotas quotas) {
      reload(policy(quotas));
    }

    void reload(Policy next) {
      limiter.succeed(Map.of(next, policy));
      policy = next;
    }

    Verdict check() {
      return limiter.check(new TestCall().with("user", "u"), List.of(policy));
    }

    boolean permits() {
      return check().permitted();
    }

    int admitted(int calls) {
      int admitted = 0;
      for (int i = 0; i < calls; i++) {
        admitted += permits() ? 1 : 0;
      }
      return admitted;
    }

    long remaining() {
      return limiter
          .peek(new TestCall().with("user", "u"), List.of(policy))
          .charges()
          .get(0)
          .decision()
          .remaining();
    }

    @Override
    public void close() {
      limiter.close();
    }
  }

  /** A request under way, or code of the application, may hold a policy over a reload. */
  @Test
  void aReplacedPolicyCountsInTheCountersOfItsSuccessor() {
    try (Site site = new Site(Quotas.parse("100/1h"))) {
      site.reload(Quotas.parse("100/1h sliding-window-log"));
      Policy replaced = site.policy;
      site.reload(Quotas.parse("50/30m fixed-window"));
      assertThat(site.admitted(50)).isEqualTo(50);

      askForManyOtherPolicies(site);
      site.policy = replaced;

      assertThat(site.permits()).isFalse();
    }
  }

  /** Asks for more policies than a limiter remembers. */
  private static void askForManyOtherPolicies(Site site) {
    for (int i = 0; i < 1_001; i++) {
      Policy other = Policy.builder("other" + i).quotas("1/1h").build();
      assertThat(site.limiter.check(new TestCall(), List.of(other)).permitted()).isTrue();
    }
  }

  /** The quotas hold over all phases in which they apply, and one more time for the others. */
  @Property(tries = 1_000)
  void admitsNoMoreThanEachQuotasAloneInTheirPhases(
      @ForAll("quotas") Quotas one,
      @ForAll("quotas") Quotas other,
      @ForAll("steps") List<Step> steps) {
    long alone = admittedAlone(one, steps, true) + admittedAlone(other, steps, false);

    assertThat(admitted(one, other, steps)).isLessThanOrEqualTo(alone);
  }

  @Property(tries = 1_000)
  void chargesNobodyForMoreThanItConsumed(
      @ForAll("quotas") Quotas one,
      @ForAll("quotas") Quotas other,
      @ForAll("steps") List<Step> steps) {
    try (Site site = new Site(one)) {
      long admitted = 0;
      for (Step step : steps) {
        site.clock.advance(Duration.ofMillis(step.afterMillis));
        admitted += site.permits() ? 1 : 0;
      }
      site.reload(other);

      long capacity = other.list().stream().mapToLong(Quota::capacity).min().orElseThrow();
      assertThat(site.remaining()).isGreaterThanOrEqualTo(Math.max(0, capacity - admitted));
    }
  }

  private static long admitted(Quotas one, Quotas other, List<Step> steps) {
    try (Site site = new Site(one)) {
      boolean first = true;
      long admitted = 0;
      for (Step step : steps) {
        site.clock.advance(Duration.ofMillis(step.afterMillis));
        if (step.reload) {
          first = !first;
          site.reload(first ? one : other);
        }
        admitted += site.permits() ? 1 : 0;
      }
      return admitted;
    }
  }

  /** Returns how many calls the quotas admit of those in their phases. */
  private static long admittedAlone(Quotas quotas, List<Step> steps, boolean ofFirst) {
    try (Site site = new Site(quotas)) {
      boolean first = true;
      long admitted = 0;
      for (Step step : steps) {
        site.clock.advance(Duration.ofMillis(step.afterMillis));
        first ^= step.reload;
        admitted += first == ofFirst && site.permits() ? 1 : 0;
      }
      return admitted;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // before; calls; after; then admitted at once
        "10/1m; 10; 20/1m; 10",
        "10/1m; 4; 20/1m; 16",
        "20/1m; 15; 10/1m; 0",
        "20/1m; 5; 10/1m; 5",
        "10/1m; 10; 100/1h; 90",
        "600/1h; 600; 100/1m; 90",
        "10/1m; 10; 20/1m fixed-window; 10",
        "10/1m fixed-window; 10; 20/1m sliding-window-log; 10",
        "10/1m sliding-window-log; 10; 20/1m sliding-window-counter; 10",
        "10/1m sliding-window-counter; 10; 20/1m leaky-bucket queue 20; 11",
        "10/1m; 10; 10/1m, 100/1d; 0",
        "10/1m, 100/1d; 10; 100/1d; 90",
        "10/1s, 100/1d; 10; 50/1h; 40"
      })
  void keepsTheConsumedUnits(String before, int calls, String after, int then) {
    try (Site site = new Site(Quotas.parse(before))) {
      assertThat(site.admitted(calls)).isEqualTo(calls);

      site.reload(Quotas.parse(after));

      assertThat(site.admitted(1_000)).isEqualTo(then);
    }
  }

  @Test
  void countsTheUnitsAsOfTheReloadHoweverLateTheClientReturns() {
    try (Site site = new Site(Quotas.parse("600/1h"))) {
      site.admitted(600);
      site.reload(Quotas.parse("60/1m"));

      site.clock.advance(Duration.ofSeconds(10));

      assertThat(site.admitted(1_000)).isEqualTo(60); // 10 of 60 were taken over, 10 came back
    }
  }

  @Test
  void quotasThatComeBackStillCountWhatTheyHaveCounted() {
    try (Site site = new Site(Quotas.parse("600/1h"))) {
      site.admitted(600);
      site.reload(Quotas.parse("60/1s"));
      site.clock.advance(Duration.ofSeconds(6));
      site.admitted(60);

      site.reload(Quotas.parse("600/1h"));

      assertThat(site.admitted(1_000)).isOne();
    }
  }

  @Test
  void aRequestUnderWayGetsItsReservationBackAfterAReload() {
    try (Site site = new Site(Quotas.parse("10/1m sliding-window-log"))) {
      Verdict reserved = site.check();
      site.admitted(9);
      site.reload(Quotas.parse("20/1m fixed-window"));
      assertThat(site.admitted(100)).isEqualTo(10);

      reserved.release();

      assertThat(site.admitted(100)).isOne();
    }
  }

  @Test
  void aRequestUnderWayCountsForTheQuotasOfTheReload() {
    try (Site site = new Site(Quotas.parse("10/1m"))) {
      site.admitted(1);
      Policy old = site.policy;
      site.reload(Quotas.parse("2/1m"));
      site.admitted(1);

      Verdict late = site.limiter.check(new TestCall().with("user", "u"), List.of(old));

      assertThat(late.permitted()).isFalse();
    }
  }

  @Test
  void tiersOfDifferentShapesNeverShareACounter() {
    Policy before = tiers("10/1m", "20/1m");
    try (Site site = new Site(Quotas.parse("1/1s"))) {
      site.policy = before;
      site.reload(tiers("10/1h", "20/1m sliding-window-log"));

      int admitted = 0;
      for (int i = 0; i < 200; i++) {
        TestCall call =
            new TestCall().with("user", "u").with("header:tier", i % 2 == 0 ? "free" : "premium");
        admitted += site.limiter.check(call, List.of(site.policy)).permitted() ? 1 : 0;
      }

      assertThat(admitted).isEqualTo(10 + 20);
    }
  }

  private static Policy tiers(String free, String premium) {
    return Policy.builder("p")
        .key("user")
        .tier("free", Quotas.parse(free))
        .tier("premium", Quotas.parse(premium))
        .tierResolver(call -> call.header("tier"))
        .build();
  }

  @Provide
  Arbitrary<Quotas> quotas() {
    return QuotaArbitraries.quotas();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(9, Arbitraries.just(false)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(true))),
            Arbitraries.of(0L, 0L, 0L, 1L, 100L, 1_000L))
        .as(Step::new)
        .list()
        .ofMaxSize(300);
  }
}
