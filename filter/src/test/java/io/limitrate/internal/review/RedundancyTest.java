package io.limitrate.internal.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedundancyTest {
  private static final long START = 1_700_000_000_000_000_000L;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000/1m, 10/1m",
        "100/1m, 100/1m",
        "10/1m, 1000/1h",
        "100/1m burst 20, 100/1m burst 5",
        "10/1m, 20/1m fixed-window",
        "10/1m, 1000/1h sliding-window-log",
        "10/1m, 2000/1h sliding-window-counter",
        "50/1s queue 10, 40/1s queue 10",
        "10/1h sliding-window-log, 10/1m sliding-window-log",
        "10/1h sliding-window-log, 10/1m fixed-window",
        "10/1h sliding-window-log, 10/30m sliding-window-counter",
        "10/1m sliding-window-log, 10/1m fixed-window",
        "10/1h fixed-window, 10/1m fixed-window",
        "10/1h sliding-window-counter, 10/1m fixed-window",
        "10/1m sliding-window-counter, 11/1m sliding-window-counter",
        "10/month from 31 Europe/Berlin, 10/day Europe/Berlin",
        "10/month, 11/month",
        "10/33d sliding-window-log, 10/month",
      })
  void findsAQuotaThatAnotherOneAlwaysComesBefore(String quotas) {
    assertThat(Redundancy.find(Quotas.parse(quotas).list())).isPresent();
  }

  @Test
  void namesBothQuotasAndTheMend() {
    Policy api = Policy.builder("api").tier("free", Quotas.parse("1000/1m, 10/1m")).build();

    assertThat(PolicyReview.of(api))
        .containsExactly(
            new PolicyReview.Doubt(
                "1000/1m",
                "never decides, unless the costs of calls are settled afterwards, because 10/1m"
                    + " never allows more: remove one of the two quotas"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100/1m",
        "10/1m, 1000/1d",
        "100/1m burst 20, 5000/1d",
        "5/1s, 50/1m",
        "1000/1m, 1000/1m leaky-bucket",
        "10/1m, 15/1m fixed-window",
        "9/1m fixed-window, 10/1m sliding-window-counter",
        "5/1m sliding-window-log, 5/1m",
        "1/1s queue 2, 1/1s fixed-window",
        "10/1h fixed-window, 10/7m fixed-window",
        "1/1d sliding-window-log, 2/1d sliding-window-counter",
        "10/1m, 1000/day",
        "10/day, 100/month",
        "10/week, 10/month",
        "10/month, 10/day Europe/Berlin",
        "10/month, 10/day at 06:00",
        "10/month, 10/1d fixed-window",
        "10/1d fixed-window, 10/day",
        "10/31d sliding-window-log, 10/month",
      })
  void findsNoneAmongQuotasThatEachCanDecide(String quotas) {
    assertThat(Redundancy.find(Quotas.parse(quotas).list())).isEmpty();
  }

  @Property(tries = 20_000)
  void aQuotaThatIsFoundNeverDecides(
      @ForAll("quotas") Quota one,
      @ForAll("quotas") Quota other,
      @ForAll("calls") List<Call> calls) {
    List<Quota> both = List.of(one, other);
    for (PolicyReview.Doubt doubt : Redundancy.find(both).stream().toList()) {
      boolean firstIsHidden = doubt.quota().equals(one.toString());
      assertSameDecisions(firstIsHidden ? other : one, both, calls);
    }
  }

  private static void assertSameDecisions(Quota strict, List<Quota> both, List<Call> calls) {
    CountedQuotas alone = CountedQuotas.of(Quotas.of(strict));
    CountedQuotas together = CountedQuotas.of(Quotas.of(both));
    State ofAlone = null;
    State ofTogether = null;
    long now = START;
    for (Call call : calls) {
      now += call.afterNanos;
      Step<Decision> first = new Transition.Acquire(alone, call.cost, now).apply(ofAlone);
      Step<Decision> second = new Transition.Acquire(together, call.cost, now).apply(ofTogether);
      assertThat(second.answer().permitted()).isEqualTo(first.answer().permitted());
      ofAlone = first.next();
      ofTogether = second.next();
    }
  }

  /** Shows why a redundant quota is no error: only code knows whether it settles costs. */
  @Test
  void aQuotaThatIsFoundDecidesAfterACostWasSettled() {
    Quota strict = Quota.parse("7/3s burst 1");
    List<Quota> both = List.of(strict, Quota.parse("10/3s burst 3"));

    assertThat(Redundancy.find(both)).isPresent();
    assertThat(permitsAfterASettledCost(List.of(strict))).isTrue();
    assertThat(permitsAfterASettledCost(both)).isFalse();
  }

  private static boolean permitsAfterASettledCost(List<Quota> list) {
    CountedQuotas quotas = CountedQuotas.of(Quotas.of(list));
    State reserved = new Transition.Acquire(quotas, 1, START).apply(null).next();
    State settled = new Transition.Settle(quotas, 1, 10, START, START).apply(reserved).next();
    long later = START + 1_000_000_000L;
    return new Transition.Acquire(quotas, 1, later).apply(settled).answer().permitted();
  }

  @Provide
  Arbitrary<Quota> quotas() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 12),
            Arbitraries.of("1s", "2s", "3s", "10s"),
            Arbitraries.of(
                "",
                " burst 1",
                " burst 3",
                " queue 2",
                " queue 5",
                " fixed-window",
                " sliding-window-log",
                " sliding-window-counter"))
        .as((limit, window, kind) -> Quota.parse(limit + "/" + window + kind));
  }

  @Provide
  Arbitrary<List<Call>> calls() {
    return Combinators.combine(
            Arbitraries.of(0L, 1L, 300_000_000L, 1_000_000_000L, 1_000_000_001L, 4_000_000_000L),
            Arbitraries.longs().between(1, 3))
        .as(Call::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  record Call(long afterNanos, long cost) {}
}
