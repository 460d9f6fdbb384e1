package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.CallOutcome;
import io.limitrate.Charge;
import io.limitrate.Key;
import io.limitrate.KeySpec;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.QuotaProvider;
import io.limitrate.QuotaProvider.Settings;
import io.limitrate.Quotas;
import io.limitrate.Quotas.Ban;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.ManualCounts.Count;
import io.limitrate.internal.engine.ManualCounts.KeyOfId;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy whose customers have their own quotas. */
class CustomerPolicyTest {
  private final ManualClock clock = new ManualClock();
  private final Map<String, Quotas> plans = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final QuotaProvider.Blocking provider =
      request -> {
        asked.incrementAndGet();
        return Optional.ofNullable(plans.get(request.customer()));
      };
  private final StoreLimiter limiter =
      StoreLimiter.builder(
              CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10_000)))
          .clock(clock)
          .build();

  @AfterEach
  void close() {
    limiter.close();
  }

  private Settings settings() {
    return Settings.builder(provider, KeySpec.parse("user")).build();
  }

  private Policy policy(String quotas) {
    return Policy.builder("api").key("user").quotas(quotas).quotasFrom(settings()).build();
  }

  private static TestCall call(String user) {
    return new TestCall().with("user", user);
  }

  private Charge peek(Policy policy, String user) {
    return limiter.peek(call(user), List.of(policy)).charges().get(0);
  }

  /** Waits until the answer of the provider has an effect, for at most twenty seconds. */
  private void await(Policy policy, String user, String quotas) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Quotas wanted = Quotas.parse(quotas);
    while (!peek(policy, user).quotas().equals(wanted) && deadline - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
    assertThat(peek(policy, user).quotas()).isEqualTo(wanted);
  }

  private void plan(Policy policy, String user, String quotas) {
    plans.put(user, Quotas.parse(quotas));
    limiter.counts().refresh(policy, user);
    await(policy, user, quotas);
  }

  private int admitted(Policy policy, String user, int calls) {
    int admitted = 0;
    for (int i = 0; i < calls; i++) {
      admitted += limiter.check(call(user), List.of(policy)).permitted() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void eachCustomerHasTheOwnQuotasAndOthersThoseOfThePolicy() {
    Policy policy = policy("3/1m");
    plan(policy, "alice", "5/1m");
    plan(policy, "bob", "2/1m");

    assertThat(admitted(policy, "alice", 9)).isEqualTo(5);
    assertThat(admitted(policy, "bob", 9)).isEqualTo(2);
    assertThat(admitted(policy, "carol", 9)).isEqualTo(3);
  }

  /** The quotas of the policy may be far below those that the customer has bought. */
  @Test
  void rejectionsBeforeTheFirstAnswerOfTheProviderBanNobody() {
    CompletableFuture<Optional<Quotas>> answer = new CompletableFuture<>();
    Settings settings = Settings.builder(request -> answer, KeySpec.parse("user")).build();
    Ban ban = new Ban(3, Duration.ofMinutes(1), Duration.ofMinutes(10));
    Policy policy =
        Policy.builder("api").key("user").quotas("1/1h").quotasFrom(settings).ban(ban).build();

    assertThat(admitted(policy, "alice", 9)).isEqualTo(1);
    assertThat(limiter.counts().bans().list(policy)).isEmpty();

    answer.complete(Optional.empty());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (limiter.counts().bans().list(policy).isEmpty() && deadline - System.nanoTime() > 0) {
      admitted(policy, "alice", 1);
    }
    assertThat(limiter.counts().bans().list(policy)).hasSize(1);
  }

  @Test
  void lowerClassesLeaveTheirPartOfTheOwnQuotas() {
    Policy policy =
        Policy.builder("api")
            .key("user")
            .quotas("10/1h")
            .quotasFrom(settings())
            .reserve("critical", 20)
            .build();
    plan(policy, "alice", "40/1h");

    long low =
        limiter
            .peek(call("alice").with("rank", "3"), List.of(policy))
            .charges()
            .get(0)
            .decision()
            .remaining();

    assertThat(low).isEqualTo(32);
    assertThat(peek(policy, "alice").decision().remaining()).isEqualTo(40);
  }

  @Test
  void aChargeShowsTheOwnQuotas() {
    Policy policy = policy("3/1m");
    plan(policy, "alice", "5/1m, 100/1d");

    Charge charge = limiter.check(call("alice"), List.of(policy)).charges().get(0);

    assertThat(charge.quotas()).isEqualTo(Quotas.parse("5/1m, 100/1d"));
    assertThat(charge.tier()).isEmpty();
    assertThat(charge.decision().quota().limit()).isEqualTo(5);
  }

  @Test
  void ownQuotasTakePrecedenceOverTiers() {
    Policy policy =
        Policy.builder("api")
            .key("user")
            .tier("free", Quotas.parse("1/1m"))
            .tier("premium", Quotas.parse("4/1m"))
            .tierResolver(call -> "premium")
            .quotasFrom(settings())
            .build();
    plan(policy, "alice", "7/1m");

    assertThat(admitted(policy, "alice", 9)).isEqualTo(7);
    assertThat(admitted(policy, "bob", 9)).isEqualTo(4);
  }

  /** A change of the numbers continues with the share of the quota that is used. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "10/1m; 1000/1m; 0",
        "1000/1m; 10/1m; 0",
        "7/1m; 13/1m; 0",
        "10/1m fixed-window; 1000/1m fixed-window; 990",
        "1000/1m fixed-window; 10/1m fixed-window; 0",
        "10/1m sliding-window-log; 1000/1m sliding-window-log; 990",
        "10/1m sliding-window-counter; 1000/1m sliding-window-counter; 990",
        "10/day UTC; 1000/day UTC; 990",
        "10/1m leaky-bucket queue 9; 1000/1m leaky-bucket queue 999; 0"
      })
  void aChangedPlanBringsNoBurst(String before, String after, int left) {
    Policy policy = policy("1/1h");
    plan(policy, "alice", before);
    assertThat(admitted(policy, "alice", 2_000)).isBetween(7, 1_000);

    plan(policy, "alice", after);

    assertThat(admitted(policy, "alice", 2_000)).isBetween(0, Math.max(left, 1));
  }

  @Test
  void quotasOfThePolicysShapeContinueWithItsCounter() {
    Policy policy = policy("3/1m");
    assertThat(admitted(policy, "alice", 5)).isEqualTo(3);

    plan(policy, "alice", "6/1m");
    assertThat(admitted(policy, "alice", 5)).isZero();

    clock.advance(Duration.ofSeconds(10));
    assertThat(admitted(policy, "alice", 5)).isEqualTo(1);
  }

  @Test
  void quotasOfAnotherShapeHaveACounterOfTheirOwn() {
    Policy policy = policy("3/1m");
    assertThat(admitted(policy, "alice", 5)).isEqualTo(3);

    plan(policy, "alice", "5/1h fixed-window");

    assertThat(admitted(policy, "alice", 9)).isEqualTo(5);
  }

  @Test
  void callsInFlightMayBeOwnQuotas() {
    Policy policy = policy("100/1m");
    plan(policy, "alice", "2 in-flight");
    List<Execution> running = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      running.add(limiter.check(call("alice"), List.of(policy)));
    }
    assertThat(limiter.check(call("alice"), List.of(policy)).permitted()).isFalse();

    running.get(0).end(CallOutcome.RETURNED);

    assertThat(limiter.check(call("alice"), List.of(policy)).permitted()).isTrue();
  }

  @Test
  void aSlotComesBackAlsoAfterAChangeOfThePlan() {
    Policy policy = policy("100/1m");
    plan(policy, "alice", "1 in-flight");
    Execution running = limiter.check(call("alice"), List.of(policy));
    plan(policy, "alice", "2 in-flight");
    Execution second = limiter.check(call("alice"), List.of(policy));
    assertThat(second.permitted()).isTrue();
    assertThat(limiter.check(call("alice"), List.of(policy)).permitted()).isFalse();

    running.end(CallOutcome.RETURNED);

    assertThat(limiter.check(call("alice"), List.of(policy)).permitted()).isTrue();
  }

  @Test
  void countsByHandUseTheOwnQuotas() {
    Policy policy = policy("3/1m");
    plan(policy, "alice", "9/1h fixed-window");
    Count count =
        new Count(policy, null, "alice", (spec, seed) -> spec.resolve(call("alice"), seed));

    limiter.counts().charge(count, 4);

    assertThat(limiter.counts().peek(count).remaining()).isEqualTo(5);
    assertThat(admitted(policy, "alice", 9)).isEqualTo(5);
    limiter.counts().reset(count);
    assertThat(admitted(policy, "alice", 20)).isEqualTo(9);
  }

  @Test
  void anIdDoesNotTellWhichQuotasCount() {
    Policy policy = policy("3/1m");
    Count count = new Count(policy, null, null, new KeyOfId(Key.random()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> limiter.counts().peek(count))
        .withMessageContaining("name the key by its value");
    assertThatIllegalArgumentException().isThrownBy(() -> limiter.counts().charge(count, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> limiter.counts().giveBack(count, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> limiter.counts().reset(count));
  }

  @Test
  void aPolicyWithoutAProviderRefreshesNothing() {
    Policy policy = Policy.builder("plain").quotas("1/1m").build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> limiter.counts().refresh(policy, "alice"))
        .withMessage("policy plain: has no provider of quotas: add quotas-from");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3/1m", "4/1m", "5/1h fixed-window"})
  void aReloadWithTheSameProviderKeepsTheQuotasAndTheCounter(String quotas) {
    Policy policy = policy("3/1m");
    plan(policy, "alice", "6/1m");
    admitted(policy, "alice", 2);
    int before = asked.get();

    Policy next = policy(quotas);
    limiter.succeed(Map.of(next, policy));

    assertThat(peek(next, "alice").quotas()).isEqualTo(Quotas.parse("6/1m"));
    assertThat(peek(policy, "alice").quotas()).isEqualTo(Quotas.parse("6/1m"));
    assertThat(asked).hasValue(before);
    if (!quotas.contains("fixed-window")) {
      assertThat(admitted(next, "alice", 9)).isEqualTo(4);
    }
  }

  @Test
  void aReloadWithAnotherProviderAsksIt() {
    Policy policy = policy("3/1m");
    plan(policy, "alice", "6/1m");
    QuotaProvider.Blocking other = request -> Optional.of(Quotas.parse("8/1m"));

    Policy next =
        Policy.builder("api")
            .key("user")
            .quotas("3/1m")
            .quotasFrom(Settings.builder(other, KeySpec.parse("user")).build())
            .build();
    limiter.succeed(Map.of(next, policy));

    await(next, "alice", "8/1m");
  }

  @Test
  void aReloadMayRemoveTheProvider() {
    Policy policy = policy("3/1m");
    plan(policy, "alice", "6/1m");

    Policy next = Policy.builder("api").key("user").quotas("3/1m").build();
    limiter.succeed(Map.of(next, policy));

    assertThat(peek(next, "alice").quotas()).isEqualTo(Quotas.parse("3/1m"));
  }

  @Test
  void aCustomerThatCannotBeReadIsAFailureOfThePolicy() {
    Policy policy =
        Policy.builder("api")
            .key("user")
            .quotas("3/1m")
            .quotasFrom(
                Settings.builder(
                        provider,
                        KeySpec.parse(
                            "resolver:tenant",
                            name ->
                                call -> {
                                  throw new IllegalStateException("no tenant");
                                }))
                    .build())
            .build();

    Charge charge = limiter.check(call("alice"), List.of(policy)).charges().get(0);

    assertThat(charge.counted()).isFalse();
    assertThat(charge.permitted()).isTrue();
  }

  @Test
  void aCloseEndsTheThreads() {
    Policy policy = policy("3/1m");
    plan(policy, "alice", "6/1m");

    limiter.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("limitrate-quotas-"))
        .filteredOn(Thread::isAlive)
        .isEmpty();
  }
}
