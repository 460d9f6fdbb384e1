package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallOutcome;
import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.DecisionListener;
import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quotas.Ban;
import io.limitrate.StoreListener;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy with a ban, over a store in the process. */
class BanPolicyTest {
  private static final Ban BAN = new Ban(3, Duration.ofMinutes(1), Duration.ofMinutes(10));

  private final ManualClock clock = new ManualClock();
  private final List<Charge> charges = new CopyOnWriteArrayList<>();
  private final List<StoreListener.Overflow> overflows = new CopyOnWriteArrayList<>();
  private StoreLimiter limiter = limiter(new LocalSource.Caffeine(), 10_000);

  private StoreLimiter limiter(LocalSource source, int maxEntries) {
    StoreListener overflowed =
        new StoreListener() {
          @Override
          public void overflowed(Overflow overflow) {
            overflows.add(overflow);
          }
        };
    DecisionListener decided = charges::add;
    Store store =
        CellStores.open(new StoreSettings.InProcess(source, maxEntries), List.of(overflowed));
    return StoreLimiter.builder(store).clock(clock).listener(decided).build();
  }

  @AfterEach
  void close() {
    limiter.close();
  }

  private static Policy.Builder builder(String quotas) {
    return Policy.builder("p").key("user").quotas(quotas);
  }

  private static Policy policy(String quotas) {
    return builder(quotas).ban(BAN).build();
  }

  private Execution call(Policy policy, String user) {
    return limiter.check(new TestCall().with("user", user), List.of(policy));
  }

  private void calls(int count, Policy policy, String user) {
    for (int i = 0; i < count; i++) {
      call(policy, user);
    }
  }

  private Charge last() {
    return charges.get(charges.size() - 1);
  }

  private Decision.Rejected rejection() {
    return (Decision.Rejected) last().decision();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2/1s",
        "2/1s fixed-window",
        "2/1s sliding-window-log",
        "2/1s sliding-window-counter",
        "2/1s, 100/1d"
      })
  void theThirdRejectionWithinAMinuteBansTheKey(String quotas) {
    Policy policy = policy(quotas);
    calls(4, policy, "mallory");
    assertThat(last().banned()).isFalse();

    calls(1, policy, "mallory");

    assertThat(last().banned()).isTrue();
    assertThat(rejection().waitNanos()).isEqualTo(Duration.ofMinutes(10).toNanos());
    clock.advance(Duration.ofMinutes(9));
    assertThat(call(policy, "mallory").permitted()).isFalse();
    assertThat(rejection().retryAfter()).contains(Duration.ofMinutes(1));
    assertThat(call(policy, "alice").permitted()).isTrue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(call(policy, "mallory").permitted()).isTrue();
  }

  @Test
  void callsWithoutThePartsOfTheKeyAreNeverBanned() {
    Policy policy = policy("2/1s");

    for (int i = 0; i < 9; i++) {
      limiter.check(new TestCall(), List.of(policy));
    }

    assertThat(last().permitted()).isFalse();
    assertThat(last().banned()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(limiter.check(new TestCall(), List.of(policy)).permitted()).isTrue();
  }

  @Test
  void aRejectionOfAFullQueueCounts() {
    Policy policy = policy("1/1s leaky-bucket queue 1");

    calls(9, policy, "mallory");

    assertThat(last().banned()).isTrue();
  }

  @Test
  void aRejectionOfACallInFlightCounts() {
    Policy policy = policy("1 in-flight");
    Execution running = call(policy, "mallory");
    calls(3, policy, "mallory");
    assertThat(last().banned()).isTrue();

    running.end(CallOutcome.RETURNED);

    assertThat(call(policy, "mallory").permitted()).isFalse();
    clock.advance(Duration.ofMinutes(11));
    assertThat(call(policy, "mallory").permitted()).isTrue();
  }

  @Test
  void aBannedCallTakesNoUnitsAndIsACountedChargeOfThePolicy() {
    Policy policy = policy("2/1d fixed-window");
    calls(5, policy, "mallory");
    clock.advance(Duration.ofSeconds(1));

    call(policy, "mallory");

    assertThat(last().policy()).isSameAs(policy);
    assertThat(last().counted()).isTrue();
    assertThat(last().permitted()).isFalse();
    assertThat(last().decision().remaining()).isZero();
    assertThat(limiter.counts().mostRejected(policy).get(0).rejections()).isEqualTo(4);
  }

  @Test
  void theUnitsOfThePoliciesBeforeComeBack() {
    Policy other = Policy.builder("other").key("user").quotas("10/1h").build();
    Policy policy = policy("2/1s");
    calls(5, policy, "mallory");

    limiter.check(new TestCall().with("user", "mallory"), List.of(other, policy));

    TestCall look = new TestCall().with("user", "mallory");
    assertThat(limiter.peek(look, List.of(other)).charges().get(0).decision().remaining())
        .isEqualTo(10);
  }

  @Test
  void aPeekSaysThatAKeyIsBannedAndCountsNothing() {
    Policy policy = policy("2/1s");
    calls(4, policy, "mallory");
    TestCall look = new TestCall().with("user", "mallory");

    for (int i = 0; i < 9; i++) {
      assertThat(limiter.peek(look, List.of(policy)).permitted()).isTrue();
    }

    calls(1, policy, "mallory");
    assertThat(limiter.peek(look, List.of(policy)).permitted()).isFalse();
  }

  @Test
  void aPolicyInShadowBansNobody() {
    Policy policy = builder("2/1h").ban(BAN).shadow(true).build();
    calls(50, policy, "mallory");

    assertThat(charges).noneMatch(Charge::banned);
    assertThat(call(policy, "mallory").permitted()).isTrue();
    Policy enforcing = policy("2/1h");
    limiter.succeed(Map.of(enforcing, policy));
    calls(1, enforcing, "mallory");
    assertThat(last().banned()).isFalse();
  }

  @Test
  void aPolicyBansOnlyTheKeysForWhichItEnforcesItsRejections() {
    Policy policy = builder("1/1h").ban(BAN).enforce("50%").build();

    for (int i = 0; i < 100; i++) {
      calls(9, policy, "user" + i);
    }

    assertThat(charges)
        .anyMatch(Charge::banned)
        .filteredOn(Charge::banned)
        .allMatch(Charge::enforced);
    assertThat(charges).filteredOn(charge -> !charge.enforced()).noneMatch(Charge::banned);
  }

  @Test
  void aCallerOnTheListAllowIsNeverBanned() {
    Policy policy = builder("1/1h").ban(BAN).allow(call -> "monitor".equals(call.user())).build();

    calls(99, policy, "monitor");

    assertThat(call(policy, "monitor").permitted()).isTrue();
  }

  @Test
  void aRejectionByAFailureRuleBansNobody() {
    Policy policy =
        builder("1/1h")
            .ban(BAN)
            .failure(FailureRule.CLOSED)
            .cost(
                call -> {
                  throw new IllegalStateException("on purpose");
                })
            .build();

    calls(9, policy, "mallory");

    assertThat(charges).noneMatch(Charge::banned);
  }

  /** A failure of the entries of bans is no failure of the quotas. */
  @Test
  void theQuotasDecideWhileTheBanFails() {
    limiter.close();
    Store store = CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000));
    limiter = StoreLimiter.builder(new NoBans(store)).clock(clock).listener(charges::add).build();
    Policy policy = policy("2/1s");

    calls(9, policy, "mallory");

    assertThat(charges).filteredOn(Charge::permitted).hasSize(2);
    assertThat(charges).noneMatch(Charge::banned);
  }

  /** A store that fails for bans only. */
  private record NoBans(Store store) implements Store {
    @Override
    public <A> A apply(Key key, Transition<A> transition) {
      if (transition instanceof BanTransition) {
        throw new IllegalStateException("on purpose");
      }
      return store.apply(key, transition);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void parallelRejectionsCountOnceEach() throws Exception {
    int threads = 8;
    Policy policy =
        builder("1/1h").ban(new Ban(threads * 100, Duration.ofHours(1), BAN.duration())).build();
    call(policy, "mallory");
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(
          executor.submit(
              () -> {
                go.await();
                calls(100, policy, "mallory");
                return null;
              }));
    }

    go.countDown();
    for (Future<?> one : running) {
      one.get();
    }
    executor.shutdown();

    assertThat(charges).filteredOn(Charge::banned).hasSize(1);
  }

  @Test
  void aReloadKeepsTheBanAlsoWithOtherQuotasAndOtherSettings() {
    Policy before = policy("2/1s");
    calls(5, before, "mallory");
    Policy after =
        builder("9/1h sliding-window-log")
            .ban(new Ban(9, Duration.ofMinutes(5), Duration.ofMinutes(1)))
            .build();

    limiter.succeed(Map.of(after, before));

    call(after, "mallory");
    assertThat(last().banned()).isTrue();
    assertThat(rejection().waitNanos()).isEqualTo(Duration.ofMinutes(10).toNanos());
  }

  @Test
  void aReloadWithoutTheBanBansNobody() {
    Policy before = policy("2/1s");
    calls(5, before, "mallory");
    Policy after = builder("2/1s").build();

    limiter.succeed(Map.of(after, before));

    clock.advance(Duration.ofSeconds(1));
    assertThat(call(after, "mallory").permitted()).isTrue();
  }

  @Test
  void twoPoliciesBanOnTheirOwn() {
    Policy one = policy("2/1s");
    Policy other = Policy.builder("q").key("user").quotas("2/1s").ban(BAN).build();
    calls(5, one, "mallory");

    assertThat(call(other, "mallory").permitted()).isTrue();
  }

  /** A flood of keys with one rejection each evicts no ban. */
  @ParameterizedTest
  @ValueSource(strings = {"caffeine", "ehcache"})
  void aFloodOfKeysEvictsTheLeastImportantEntriesFirst(String provider) {
    limiter.close();
    limiter =
        limiter(
            provider.equals("caffeine") ? new LocalSource.Caffeine() : new LocalSource.Ehcache(),
            1_000);
    Policy policy = builder("1/1h").ban(new Ban(3, Duration.ofHours(1), BAN.duration())).build();
    calls(4, policy, "mallory");

    for (int i = 0; i < 20_000; i++) {
      calls(2, policy, "user" + i);
    }

    assertThat(overflows).contains(StoreListener.Overflow.EVICTED);
    call(policy, "mallory");
    assertThat(last().banned()).isTrue();
  }

  @Test
  void aPolicyWithoutABanHasNothingToAsk() {
    Key secret = Key.random();

    assertThat(PolicyBan.of(limiter, builder("2/1s").build(), secret)).isNull();
  }
}
