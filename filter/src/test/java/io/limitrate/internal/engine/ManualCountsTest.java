package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallOutcome;
import io.limitrate.Decision;
import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.ManualCounts.Count;
import io.limitrate.internal.store.local.CellStores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualCountsTest {
  private static final TestCall ALICE = new TestCall().with("user", "alice");

  private final ManualClock clock = new ManualClock();
  private final Outage store = new Outage(open());
  private final StoreLimiter limiter =
      StoreLimiter.builder(store).clock(clock).localShare(open(), 1).build();

  private static Store open() {
    return CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000));
  }

  @AfterEach
  void close() {
    limiter.close();
  }

  private static Policy policy(String quotas) {
    return Policy.builder("p").key("user").quotas(quotas).failure(FailureRule.LOCAL).build();
  }

  private static Count alice(Policy policy) {
    return new Count(policy, null, null, (spec, seed) -> spec.resolve(ALICE, seed));
  }

  private int permitted(Policy policy, int calls) {
    int permitted = 0;
    for (int i = 0; i < calls; i++) {
      TestCall call = new TestCall().with("user", "alice");
      permitted += limiter.check(call, List.of(policy)).permitted() ? 1 : 0;
    }
    return permitted;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5/1m fixed-window",
        "5/1m sliding-window-log",
        "5/1m sliding-window-counter",
        "5/1m",
        "5/1m leaky-bucket queue 4",
        "5/1d",
        "5/day UTC",
        "5/1m, 5/1d fixed-window"
      })
  void aResetLetsARejectedKeyStartAnew(String quotas) {
    Policy policy = policy(quotas);
    assertThat(permitted(policy, 6)).isEqualTo(5);

    limiter.counts().reset(alice(policy));

    assertThat(permitted(policy, 6)).isEqualTo(5);
  }

  /** The calls run on, so further calls would be more than the limit. */
  @Test
  void aResetKeepsTheSlotsOfCallsInFlight() {
    Policy policy = policy("5/1m, 2 in-flight");
    Execution first = limiter.check(new TestCall().with("user", "alice"), List.of(policy));
    limiter.check(new TestCall().with("user", "alice"), List.of(policy));

    limiter.counts().reset(alice(policy));

    assertThat(permitted(policy, 1)).isZero();
    first.end(CallOutcome.RETURNED);
    assertThat(permitted(policy, 2)).isEqualTo(1);
  }

  @Test
  void aResetForgetsTheUnitsBesideTheSlots() {
    Policy policy = policy("2/1m fixed-window, 9 in-flight");
    assertThat(permitted(policy, 3)).isEqualTo(2);

    limiter.counts().reset(alice(policy));

    assertThat(permitted(policy, 3)).isEqualTo(2);
  }

  /** A cell keeps the counts of replaced quotas, for a reload that brings these quotas back. */
  @Test
  void aResetForgetsWhatReplacedQuotasHaveCounted() {
    Policy first = policy("10/1h fixed-window");
    Policy second = policy("20/1h fixed-window");
    Policy third = policy("10/1h fixed-window");
    permitted(first, 10);
    limiter.succeed(Map.of(second, first));
    assertThat(permitted(second, 20)).isEqualTo(10);

    limiter.counts().reset(alice(second));
    limiter.succeed(Map.of(third, second));

    assertThat(permitted(third, 11)).isEqualTo(10);
  }

  @Test
  void aHeldPolicyNamesTheCountOfItsSuccessor() {
    Policy first = policy("10/1h fixed-window");
    Policy second = policy("20/1h fixed-window");
    permitted(first, 10);
    Count held = alice(first);
    limiter.succeed(Map.of(second, first));

    Decision peeked = limiter.counts().peek(held);

    assertThat(peeked.quota().limit()).isEqualTo(20);
    assertThat(peeked.remaining()).isEqualTo(10);
  }

  @Test
  void aChargeByHandMayLeaveADebtThatComesBack() {
    Policy policy = policy("5/1m fixed-window");

    limiter.counts().charge(alice(policy), 8);
    limiter.counts().giveBack(alice(policy), 2);
    assertThat(permitted(policy, 1)).isZero();
    limiter.counts().giveBack(alice(policy), 2);

    assertThat(permitted(policy, 2)).isEqualTo(1);
  }

  @Test
  void theShareOfThisNodeFollows() {
    Policy policy = policy("5/1m fixed-window");
    permitted(policy, 5);
    limiter.counts().reset(alice(policy));
    limiter.counts().charge(alice(policy), 3);
    limiter.counts().giveBack(alice(policy), 1);
    store.failing = true;

    assertThat(permitted(policy, 5)).isEqualTo(3);
  }

  @Test
  void tellsTheKeysThatWereRejectedMostButNotThoseOfFailures() {
    Policy policy = policy("1/1m fixed-window");
    Policy closed =
        Policy.builder("closed").key("user").quotas("1/1m").failure(FailureRule.CLOSED).build();
    permitted(policy, 4);
    store.failing = true;
    permitted(closed, 4);

    assertThat(limiter.counts().mostRejected(closed)).isEmpty();
    assertThat(limiter.counts().mostRejected(policy))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.key()).isEqualTo(limiter.counts().key(alice(policy)));
              assertThat(one.rejections()).isEqualTo(3);
            });
  }

  /** A store that can fail. */
  private static final class Outage implements Store {
    private final Store store;
    private boolean failing;

    Outage(Store store) {
      this.store = store;
    }

    @Override
    public <A> A apply(Key key, Transition<A> transition) {
      if (failing) {
        throw new IllegalStateException("the store fails");
      }
      return store.apply(key, transition);
    }

    @Override
    public void reset(Key key, CountedQuotas quotas, long nowNanos) {
      store.reset(key, quotas, nowNanos);
    }

    @Override
    public boolean converts() {
      return store.converts();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
