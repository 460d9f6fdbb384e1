package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy with two different configurations at the same time, on two nodes with one store. */
class ChangedPolicyTest {
  private static final Key SECRET = Key.random();

  /** A call: its node, and the time since the previous call. */
  private record Request(boolean toFirst, long afterMillis) {}

  @Property(tries = 500)
  void neverAdmitsMoreThanBothQuotasTogether(
      @ForAll("quotas") Quotas one,
      @ForAll("quotas") Quotas other,
      @ForAll("requests") List<Request> requests) {
    long alone = admitted(one, null, requests) + admitted(null, other, requests);

    long together = admitted(one, other, requests);

    assertThat(together).isLessThanOrEqualTo(alone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "100/1m; 100/1m sliding-window-log",
        "100/1m; 100/10s burst 10",
        "100/day; 100/1d fixed-window",
        "100/day; 100/week",
        "100/1m; 100/1m burst 10",
        "100/1m fixed-window; 100/1m fixed-window, 1000/1d fixed-window",
        "10/1m fixed-window, 100/1d fixed-window; 100/1d fixed-window, 10/1m fixed-window"
      })
  void countsQuotasOfAnotherShapeApart(String one, String other) {
    assertThat(shape(one)).isNotEqualTo(shape(other));
  }

  private static String shape(String quotas) {
    return TierSeeds.shape(CountedQuotas.parse(quotas));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "100/1m; 50/1m",
        "100/month; 50/month Europe/Berlin",
        "100/1m burst 50; 50/1m burst 25",
        "100/1m sliding-window-log, 10/1s; 300/1m sliding-window-log, 20/1s"
      })
  void countsChangedLimitsTogether(String one, String other) {
    assertThat(shape(one)).isEqualTo(shape(other));
  }

  @Test
  void aClientThatChangesBetweenTiersOfDifferentShapesHasEachQuotaOnce() {
    Policy policy =
        Policy.builder("p")
            .tier("free", Quotas.parse("10/1h"))
            .tier("premium", Quotas.parse("20/1m sliding-window-log, 30/1d"))
            .tierResolver(call -> call.header("tier"))
            .build();
    try (StoreLimiter limiter = limiter(open(), new ManualClock())) {
      long admitted = 0;
      for (int i = 0; i < 200; i++) {
        TestCall call = new TestCall().with("header:tier", i % 2 == 0 ? "free" : "premium");
        admitted += limiter.check(call, List.of(policy)).permitted() ? 1 : 0;
      }

      assertThat(admitted).isEqualTo(10 + 20);
    }
  }

  /** Returns how many of the requests two nodes admit; a node of {@code null} is down. */
  private static long admitted(Quotas one, Quotas other, List<Request> requests) {
    ManualClock clock = new ManualClock();
    long admitted = 0;
    try (StoreLimiter limiter = limiter(open(), clock)) {
      for (Request request : requests) {
        clock.advance(Duration.ofMillis(request.afterMillis));
        Quotas quotas = request.toFirst ? one : other;
        admitted += quotas != null && permits(limiter, quotas) ? 1 : 0;
      }
    }
    return admitted;
  }

  private static boolean permits(StoreLimiter limiter, Quotas quotas) {
    Policy policy = Policy.builder("p").quotas(quotas).build();
    return limiter.check(new TestCall(), List.of(policy)).permitted();
  }

  private static Store open() {
    return CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000));
  }

  private static StoreLimiter limiter(Store store, ManualClock clock) {
    return StoreLimiter.builder(store).clock(clock).secret(SECRET).build();
  }

  @Provide
  Arbitrary<Quotas> quotas() {
    return QuotaArbitraries.quotas();
  }

  @Provide
  Arbitrary<List<Request>> requests() {
    return Combinators.combine(
            Arbitraries.of(true, false), Arbitraries.of(0L, 0L, 0L, 1L, 100L, 1_000L))
        .as(Request::new)
        .list()
        .ofMaxSize(300);
  }
}
