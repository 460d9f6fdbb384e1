package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Call;
import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.DecisionListener;
import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.KeySpec;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.RateLimitExceededException;
import io.limitrate.UnreadableCallException;
import io.limitrate.Verdict;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreLimiterTest {
  private final ManualClock clock = new ManualClock();
  private final List<Charge> heard = new ArrayList<>();
  private final StoreLimiter limiter =
      StoreLimiter.builder(
              CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000)))
          .clock(clock)
          .listener(heard::add)
          .build();

  @AfterEach
  void close() {
    limiter.close();
  }

  @Test
  void rejectsTheCallAfterTheLastUnitAndSaysHowLongToWait() {
    Policy policy = policy("p", "2/1m fixed-window");

    assertThat(check(policy).permitted()).isTrue();
    assertThat(check(policy).permitted()).isTrue();
    Verdict rejected = check(policy);

    assertThat(rejected.permitted()).isFalse();
    assertThat(decision(rejected)).isEqualTo(rejected("2/1m fixed-window", 0, 60, 60));
    assertThat(rejected.charges().get(0).resetEpochSecond())
        .isEqualTo(clock.instant().getEpochSecond() + 60);
  }

  @Test
  void aPolicyRejectsTheEnforcedKeysAndCountsTheOthers() {
    Policy half = Policy.builder("half").key("user").quotas("1/1m").enforce("50%").build();
    int rejected = 0;
    for (int i = 0; i < 200; i++) {
      Call call = new TestCall().with("user", "user" + i);
      limiter.check(call, List.of(half));
      Verdict second = limiter.check(new TestCall().with("user", "user" + i), List.of(half));
      Charge charge = second.charges().get(0);

      assertThat(charge.decision().permitted()).isFalse();
      assertThat(second.permitted()).isEqualTo(!charge.enforced());
      assertThat(second.mostConstrained().isPresent()).isEqualTo(charge.enforced());
      rejected += second.permitted() ? 0 : 1;
    }

    assertThat(rejected).isBetween(60, 140);
    assertThat(heard).hasSize(400);
  }

  @Test
  void aFailureOfTheCostIsEnforcedForTheSameKeysAsAnyRejection() {
    Policy policy =
        Policy.builder("p")
            .key("user")
            .quotas("1/1m")
            .enforce("50%")
            .failure(FailureRule.CLOSED)
            .cost(
                call -> {
                  throw new IllegalStateException("the cost cannot be read");
                })
            .build();
    int rejected = 0;

    for (int i = 0; i < 200; i++) {
      Call call = new TestCall().with("user", "user" + i);
      rejected += limiter.check(call, List.of(policy)).permitted() ? 0 : 1;
    }

    assertThat(rejected).isBetween(60, 140);
  }

  /** A client that could choose to have no key would escape the enforcement. */
  @Test
  void aCallWithoutAReadableKeyIsRejectedUnlessThePolicyIsInShadow() {
    Call unreadable =
        new ForwardingCall() {
          @Override
          public String user() {
            throw new UnreadableCallException(400, "broken");
          }
        };
    Policy.Builder policy = Policy.builder("p").key("user").quotas("1/1m").enforce("0.0001%");

    Verdict enforced = limiter.check(unreadable, List.of(policy.build()));
    Verdict shadow = limiter.check(unreadable, List.of(policy.shadow(true).build()));

    assertThat(enforced.permitted()).isFalse();
    assertThat(shadow.permitted()).isTrue();
  }

  @Test
  void aCallThatTakesLongToReadIsDecidedByTheTimeOfItsDecision() {
    Policy policy = Policy.builder("p").key("user").quotas("10/1s").build();
    Call slow =
        new ForwardingCall() {
          @Override
          public String user() {
            clock.advance(Duration.ofMinutes(1));
            limiter.check(new TestCall().with("user", "alice"), List.of(policy));
            return "alice";
          }
        };

    Verdict verdict = limiter.check(slow, List.of(policy));

    assertThat(verdict.permitted()).isTrue();
    assertThat(decision(verdict).remaining()).isEqualTo(8);
  }

  @Test
  void aThreadThatWasSuspendedAfterReadingTheClockReadsItAgainBeforeItRejects() {
    Policy policy = policy("p", "1/1s");
    check(policy);
    clock.advanceAfterNextReading(Duration.ofSeconds(1));

    Verdict verdict = check(policy);

    assertThat(verdict.permitted()).isTrue();
    assertThat(decision(verdict).resetNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void aWaitThatHasNotPassedStillRejects() {
    Policy policy = policy("p", "1/1s");
    check(policy);
    clock.advanceAfterNextReading(Duration.ofMillis(999));

    assertThat(check(policy).permitted()).isFalse();
  }

  @Test
  void policiesNeverShareACounter() {
    check(policy("one", "1/1m"));

    assertThat(check(policy("two", "1/1m")).permitted()).isTrue();
  }

  @Test
  void keysOfOnePolicyAreCountedApart() {
    Policy policy = Policy.builder("p").key("ip").quotas("1/1m").build();
    limiter.check(new TestCall().with("ip", "192.0.2.1"), List.of(policy));

    assertThat(limiter.check(new TestCall().with("ip", "192.0.2.2"), List.of(policy)).permitted())
        .isTrue();
    assertThat(limiter.check(new TestCall().with("ip", "192.0.2.1"), List.of(policy)).permitted())
        .isFalse();
  }

  @Test
  void quotasOfOnePolicyAllPassOrNoneIsCharged() {
    Policy policy = policy("p", "1/1s fixed-window, 3/1d fixed-window");
    check(policy);

    for (int i = 0; i < 10; i++) {
      assertThat(check(policy).permitted()).isFalse();
    }
    clock.advance(Duration.ofSeconds(1));
    Verdict second = check(policy);

    assertThat(second.permitted()).isTrue();
    assertThat(
            limiter.peek(new TestCall(), List.of(policy)).charges().get(0).decision().remaining())
        .isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(check(policy).permitted()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(decision(check(policy)).quota()).hasToString("3/1d fixed-window");
  }

  @Test
  void asksTheStrictestPolicyFirstAndGivesBackWhatTheOthersTook() {
    Policy wide = policy("wide", "100/1s fixed-window");
    Policy middle = policy("middle", "100/1m fixed-window");
    Policy strict = policy("strict", "1/1h fixed-window");
    check(strict, wide, middle);

    Verdict rejected = check(wide, middle, strict);

    assertThat(rejected.permitted()).isFalse();
    assertThat(rejected.charges()).extracting(c -> c.policy().name()).containsExactly("strict");
    assertThat(remaining(wide)).isEqualTo(99);
    assertThat(remaining(middle)).isEqualTo(99);
  }

  @Test
  void aPolicyThatNeedsNoBodyRejectsBeforeTheBodyIsRead() {
    Policy perAddress = Policy.builder("address").quotas("1/1s").key("ip").build();
    Policy perTenant = Policy.builder("tenant").quotas("5/1h").key("json:/tenant").build();
    Policy tokens =
        Policy.builder("tokens")
            .quotas("5/1d")
            .cost(call -> Long.parseLong(call.json("/n")))
            .build();
    List<Policy> all = List.of(tokens, perTenant, perAddress);
    limiter.check(new TestCall().with("json:/n", "1"), all);

    Verdict rejected = limiter.check(new UnreadBody(), all);

    assertThat(rejected.charges()).extracting(c -> c.policy().name()).containsExactly("address");
  }

  private static final class UnreadBody extends ForwardingCall {
    @Override
    public String json(String pointer) {
      throw new AssertionError("the body was read");
    }
  }

  @Test
  void aSlowBodyIsChargedAtTheTimeOfItsEnd() {
    Policy policy = Policy.builder("p").quotas("1/1s fixed-window").key("json:/tenant").build();
    Call slow =
        new ForwardingCall() {
          @Override
          public String json(String pointer) {
            clock.advance(Duration.ofSeconds(5));
            limiter.check(new TestCall().with("json:/tenant", "a"), List.of(policy));
            return "a";
          }
        };

    Verdict verdict = limiter.check(slow, List.of(policy));

    assertThat(verdict.permitted()).isFalse();
  }

  @Test
  void aCallThatItsClientMadeUnreadableIsRejectedWhateverTheFailureRule() {
    Policy first = policy("first", "10/1h");
    Policy policy =
        Policy.builder("p")
            .quotas("1/1s")
            .failure(FailureRule.OPEN)
            .cost(
                call -> {
                  throw new UnreadableCallException(413, "too \"long\"");
                })
            .build();

    Verdict verdict = check(first, policy);

    assertThat(verdict.permitted()).isFalse();
    assertThat(verdict.charges().get(1).unreadable().orElseThrow())
        .hasMessage("too ?long?")
        .returns(413, UnreadableCallException::status);
    assertThat(remaining(first)).isEqualTo(10);
  }

  @Test
  void anUnreadableCallIsPermittedInShadow() {
    Policy policy =
        Policy.builder("p")
            .quotas("1/1s")
            .shadow(true)
            .cost(
                call -> {
                  throw new UnreadableCallException(400, "broken");
                })
            .build();

    assertThat(check(policy).permitted()).isTrue();
  }

  @Test
  void whatWasChargedIsGivenBackWhenALaterPolicyRejects() {
    Policy strict = policy("strict", "10/1h fixed-window");
    Policy wide = policy("wide", "1/1s fixed-window");
    check(wide);

    Verdict rejected = check(strict, wide);

    assertThat(rejected.permitted()).isFalse();
    assertThat(rejected.mostConstrained().orElseThrow().policy()).isEqualTo(wide);
    assertThat(remaining(strict)).isEqualTo(10);
  }

  @Test
  void theMostConstrainedPolicyAllowsTheFewestFurtherCalls() {
    Policy requests = policy("requests", "10/1m");
    Policy tokens = Policy.builder("tokens").quotas("1000/1m").cost(call -> 400).build();

    Verdict verdict = check(requests, tokens);

    assertThat(verdict.mostConstrained().orElseThrow().policy()).isEqualTo(tokens);
  }

  @Test
  void theCostOfACallDoesNotDivideTheFreeSlots() {
    Policy calls = Policy.builder("calls").quotas("20 in-flight").cost(call -> 400).build();
    Policy tokens = Policy.builder("tokens").quotas("1000/1m").cost(call -> 400).build();

    Verdict verdict = check(tokens, calls);

    assertThat(verdict.mostConstrained().orElseThrow().policy()).isEqualTo(tokens);
  }

  @Test
  void settlingGivesBackWhatWasNotUsedOnce() {
    Policy policy = Policy.builder("p").quotas("100/1m").cost(call -> 60).build();
    Verdict verdict = check(policy);

    assertThat(verdict.settle("p", 10)).isTrue();
    assertThat(verdict.settle("p", 0)).isFalse();
    verdict.release();

    assertThat(remaining(policy)).isEqualTo(90);
  }

  @Test
  void settlingAboveTheReservationLeavesADebt() {
    Policy policy = Policy.builder("p").quotas("100/1m").cost(call -> 60).build();

    check(policy).settle("p", 150);

    assertThat(remaining(policy)).isZero();
    clock.advance(Duration.ofSeconds(30));
    assertThat(remaining(policy)).isZero();
    clock.advance(Duration.ofSeconds(6));
    assertThat(remaining(policy)).isEqualTo(10);
  }

  @Test
  void releasingGivesEverythingBack() {
    Policy one = policy("one", "5/1m");
    Policy two = policy("two", "7/1s");

    check(one, two).release();

    assertThat(remaining(one)).isEqualTo(5);
    assertThat(remaining(two)).isEqualTo(7);
  }

  @Test
  void aRejectionHasNothingToSettle() {
    Policy policy = policy("p", "1/1m");
    check(policy);

    assertThat(check(policy).settle("p", 0)).isFalse();
    assertThat(remaining(policy)).isZero();
  }

  @Test
  void negativeUsageIsAnError() {
    Verdict verdict = check(policy("p", "1/1m"));

    assertThatIllegalArgumentException().isThrownBy(() -> verdict.settle("p", -1));
    assertThat(verdict.settle("p", 0)).isTrue();
  }

  @Test
  void peekingChargesNothing() {
    Policy policy = policy("p", "3/1m");
    TestCall call = new TestCall();

    for (int i = 0; i < 10; i++) {
      assertThat(limiter.peek(call, List.of(policy)).charges().get(0).decision().remaining())
          .isEqualTo(3);
    }

    assertThat(call.ledger().charges()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void aRequestIsChargedOnceHoweverOftenItIsSeen() {
    Policy policy = policy("p", "5/1m");
    TestCall call = new TestCall();

    limiter.check(call, List.of(policy));
    limiter.check(call, List.of(policy));
    limiter.check(call, List.of(policy, policy("other", "9/1m")));

    assertThat(remaining(policy)).isEqualTo(4);
  }

  @Test
  void theFirstInvocationIsCoveredByItsRequestAndLaterOnesAreNot() {
    Policy policy = policy("p", "5/1m");
    Ledger ledger = new Ledger();
    limiter.check(new TestCall(ledger, false), List.of(policy));

    limiter.check(new TestCall(ledger, true), List.of(policy));
    assertThat(remaining(policy)).isEqualTo(4);
    limiter.check(new TestCall(ledger, true), List.of(policy));
    limiter.check(new TestCall(ledger, true), List.of(policy));

    assertThat(remaining(policy)).isEqualTo(2);
  }

  @Test
  void everyInvocationOutsideARequestIsCharged() {
    Policy policy = policy("p", "5/1m");
    Ledger ledger = new Ledger();

    limiter.check(new TestCall(ledger, true), List.of(policy));
    limiter.check(new TestCall(ledger, true), List.of(policy));

    assertThat(remaining(policy)).isEqualTo(3);
  }

  @Test
  void aTierHasItsOwnQuotasAndStrangersHaveTheFirst() {
    Policy policy =
        Policy.builder("p")
            .key("user")
            .tier("free", Quotas.parse("1/1m"))
            .tier("premium", Quotas.parse("3/1m"))
            .tierResolver(call -> call.header("tier"))
            .build();

    assertThat(limit(new TestCall().with("user", "a"), policy)).isEqualTo(1);
    assertThat(limit(new TestCall().with("user", "b").with("header:tier", "premium"), policy))
        .isEqualTo(3);
    assertThat(limit(new TestCall().with("user", "c").with("header:tier", "gold"), policy))
        .isEqualTo(1);
  }

  @Test
  void changingTheTierIsNoWayToAFreshQuota() {
    Policy policy =
        Policy.builder("p")
            .tier("free", Quotas.parse("2/1m fixed-window"))
            .tier("premium", Quotas.parse("3/1m fixed-window"))
            .tierResolver(call -> call.header("tier"))
            .build();
    TestCall premium = new TestCall().with("header:tier", "premium");
    limiter.check(premium, List.of(policy));
    check(policy);

    assertThat(check(policy).permitted()).isFalse();
  }

  @Test
  void aPolicyInShadowRejectsNothingButIsHeard() {
    Policy policy = Policy.builder("p").quotas("1/1m").shadow(true).build();
    check(policy);

    Verdict verdict = check(policy);

    assertThat(verdict.permitted()).isTrue();
    assertThat(verdict.mostConstrained()).isEmpty();
    assertThat(heard.get(1).decision().permitted()).isFalse();
  }

  @Test
  void aStoreThatFailsIsAnsweredByThePolicysRule() {
    RuntimeException down = new IllegalStateException("down");
    List<RuntimeException> failures = new ArrayList<>();
    StoreLimiter failing = failing(down, failures);
    Policy open = policy("open", "1/1m");
    Policy closed = Policy.builder("closed").quotas("1/1m").failure(FailureRule.CLOSED).build();

    Verdict let = failing.check(new TestCall(), List.of(open));
    Verdict rejected = failing.check(new TestCall(), List.of(closed));

    assertThat(let.permitted()).isTrue();
    assertThat(let.settle("open", 0)).isFalse();
    assertThat(decision(rejected)).isEqualTo(rejected("1/1m", 0, 1, 1));
    assertThat(failures).containsExactly(down, down);
  }

  private static StoreLimiter failing(RuntimeException cause, List<RuntimeException> failures) {
    Store store =
        new Store() {
          @Override
          public <A> A apply(Key key, Transition<A> transition) {
            throw cause;
          }

          @Override
          public void close() {}
        };
    return StoreLimiter.builder(store)
        .listener(
            new DecisionListener() {
              @Override
              public void decided(Charge charge) {}

              @Override
              public void failed(Policy policy, RuntimeException failure) {
                failures.add(failure);
              }
            })
        .build();
  }

  @Test
  void aResolverThatThrowsIsAnsweredByThePolicysRule() {
    KeySpec key =
        KeySpec.parse(
            "resolver:x",
            name ->
                call -> {
                  throw new IllegalStateException("lookup failed");
                });
    Policy policy = Policy.builder("p").key(key).quotas("1/1m").failure(FailureRule.CLOSED).build();

    assertThat(check(policy).permitted()).isFalse();
  }

  @Test
  void aListenerThatThrowsDisturbsNobody() {
    AtomicInteger calls = new AtomicInteger();
    StoreLimiter noisy =
        StoreLimiter.builder(CellStores.open(StoreSettings.DEFAULT))
            .listener(
                charge -> {
                  calls.incrementAndGet();
                  throw new IllegalStateException("listener");
                })
            .listener(charge -> calls.incrementAndGet())
            .build();

    try (noisy) {
      assertThat(noisy.check(new TestCall(), List.of(policy("p", "1/1m"))).permitted()).isTrue();
    }

    assertThat(calls).hasValue(2);
  }

  @Test
  void aQueuePutsTheCallOffInsteadOfRejectingIt() {
    Policy policy = policy("p", "1/1s leaky-bucket queue 1");
    check(policy);

    Verdict second = check(policy);

    assertThat(second.permitted()).isTrue();
    assertThat(second.delay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(check(policy).permitted()).isFalse();
  }

  @Test
  void nothingIsSaidWhereNoPolicyWasAsked() {
    Verdict verdict = limiter.check(new TestCall(), List.of());

    assertThat(verdict.permitted()).isTrue();
    assertThat(verdict.mostConstrained()).isEmpty();
    assertThat(verdict.delay()).isZero();
  }

  @Test
  void aRejectionCarriesItsVerdictAndNoStackTrace() {
    Policy policy = policy("p", "1/1m");
    check(policy);

    RateLimitExceededException exception = new RateLimitExceededException(check(policy));

    assertThat(exception.verdict().permitted()).isFalse();
    assertThat(exception.getStackTrace()).isEmpty();
    assertThat(exception).hasMessageContaining("p: Rejected");
  }

  @Test
  void policiesNeedANameAndQuotas() {
    assertThatThrownBy(() -> Policy.builder("a b"))
        .hasMessageStartingWith("policy name \"a b\": must match");
    assertThatThrownBy(() -> Policy.builder("p").build())
        .hasMessage("policy p: needs quotas or tiers");
  }

  private static Policy policy(String name, String quotas) {
    return Policy.builder(name).quotas(quotas).build();
  }

  private Verdict check(Policy... policies) {
    return limiter.check(new TestCall(), List.of(policies));
  }

  private long remaining(Policy policy) {
    return limiter.peek(new TestCall(), List.of(policy)).charges().get(0).decision().remaining();
  }

  private long limit(TestCall call, Policy policy) {
    return decision(limiter.check(call, List.of(policy))).quota().limit();
  }

  private static Decision decision(Verdict verdict) {
    return verdict.mostConstrained().orElseThrow().decision();
  }

  private static Decision rejected(String quota, long remaining, long reset, long wait) {
    return new Decision.Rejected(
        Quota.parse(quota),
        remaining,
        Duration.ofSeconds(reset).toNanos(),
        Duration.ofSeconds(wait).toNanos());
  }
}
