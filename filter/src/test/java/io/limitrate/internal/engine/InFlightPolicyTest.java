package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.CallOutcome;
import io.limitrate.CostResolver;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.RateLimitExceededException;
import io.limitrate.Verdict;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls in flight of a policy, in one process and without listeners. */
class InFlightPolicyTest {
  private final ManualClock clock = new ManualClock();
  private final StoreLimiter limiter =
      StoreLimiter.builder(
              CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000)))
          .clock(clock)
          .build();

  @AfterEach
  void close() {
    limiter.close();
  }

  private static Policy policy(String name, String quotas) {
    return Policy.builder(name).key("user").quotas(quotas).build();
  }

  private Execution check(Policy... policies) {
    return limiter.check(new TestCall().with("user", "u"), List.of(policies));
  }

  private long free(Policy policy) {
    return limiter
        .peek(new TestCall().with("user", "u"), List.of(policy))
        .charges()
        .get(0)
        .decision()
        .remaining();
  }

  @Test
  void rejectsTheThirdOfTwoCallsUntilOneEnds() {
    Policy two = policy("p", "2 in-flight");
    Execution first = check(two);
    Execution second = check(two);

    assertThat(check(two).permitted()).isFalse();
    first.end(CallOutcome.RETURNED);
    assertThat(check(two).permitted()).isTrue();
    assertThat(check(two).permitted()).isFalse();
    assertThat(second.permitted()).isTrue();
  }

  @Test
  void aRejectedCallMayTryAgainInASecond() {
    Policy one = policy("p", "1 in-flight");
    check(one);

    assertThat(check(one).charges().get(0).decision())
        .isEqualTo(
            new Decision.Rejected(one.quotas().list().get(0), 0, 1_000_000_000L, 1_000_000_000L));
  }

  @Test
  void anExceptionAndAnErrorFreeTheSlot() {
    Policy one = policy("p", "1 in-flight");
    for (Throwable thrown : List.of(new Exception(), new Error(), new StackOverflowError())) {
      assertThatExceptionOfType(thrown.getClass())
          .isThrownBy(
              () ->
                  check(one)
                      .run(
                          new TestCall(),
                          () -> {
                            throw thrown;
                          }));
    }

    assertThat(free(one)).isEqualTo(1);
  }

  @Test
  void aStageFreesTheSlotWhenItCompletesFailsOrIsCancelled() throws Throwable {
    Policy one = policy("p", "1 in-flight");
    for (int way = 0; way < 3; way++) {
      CompletableFuture<String> stage = new CompletableFuture<>();
      check(one).runStage(new TestCall(), () -> stage);
      assertThat(free(one)).isZero();
      assertThat(way == 0 ? stage.complete("") : fail(stage, way == 1)).isTrue();
      assertThat(free(one)).isEqualTo(1);
    }
  }

  private static boolean fail(CompletableFuture<String> stage, boolean cancelled) {
    return cancelled ? stage.cancel(true) : stage.completeExceptionally(new Error());
  }

  /** A rejection by concurrency leaves all quotas as they are. */
  @Test
  void aCallThatFindsNoSlotCostsNoQuota() {
    Policy both = policy("p", "10/1h, 1 in-flight");
    Execution running = check(both);
    for (int i = 0; i < 20; i++) {
      assertThat(check(both).permitted()).isFalse();
    }
    running.end(CallOutcome.RETURNED);

    int permitted = 0;
    for (Execution next = check(both); next.permitted(); next = check(both)) {
      next.end(CallOutcome.RETURNED);
      permitted++;
    }

    assertThat(permitted).isEqualTo(9);
  }

  @Test
  void aCallThatFindsNoUnitsTakesNoSlot() {
    Policy both = policy("p", "1/1s, 2 in-flight");
    check(both);
    for (int i = 0; i < 5; i++) {
      assertThat(check(both).permitted()).isFalse();
    }
    clock.advance(Duration.ofSeconds(1));

    assertThat(check(both).permitted()).isTrue();
  }

  @Test
  void aRejectionByAnotherPolicyFreesTheSlotAndTheUnits() {
    Policy slots = policy("slots", "5/1000h, 3 in-flight");
    Policy strict = policy("strict", "1/10h");
    check(strict);

    for (int i = 0; i < 10; i++) {
      assertThat(check(slots, strict).permitted()).isFalse();
    }

    assertThat(free(slots)).isEqualTo(3);
  }

  /** The cost of the second policy is asked later, because it may read the body. */
  @Test
  void anErrorOfALaterPolicyFreesTheSlotAndTheUnits() {
    Policy slots = policy("slots", "5/1h, 3 in-flight");
    Policy failing =
        Policy.builder("failing")
            .key("form:name")
            .quotas("9/1h")
            .cost(
                call -> {
                  throw new StackOverflowError();
                })
            .build();

    assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> check(slots, failing));

    assertThat(free(slots)).isEqualTo(3);
  }

  @Test
  void aCallThatDidNotHappenGivesItsUnitsAndItsSlotBack() {
    Policy both = policy("p", "1/1h, 1 in-flight");

    for (int i = 0; i < 3; i++) {
      Execution given = check(both);
      assertThat(given.permitted()).isTrue();
      given.release();
      given.end(CallOutcome.GAVE_UP);
    }
  }

  @Test
  void settledUnitsKeepTheSlot() {
    Policy both =
        Policy.builder("p").key("user").quotas("10/1h, 1 in-flight").cost(call -> 10).build();
    Execution running = check(both);

    assertThat(running.settle("p", 0)).isTrue();

    assertThat(check(both).permitted()).isFalse();
    running.end(CallOutcome.RETURNED);
    assertThat(check(both).permitted()).isTrue();
  }

  @Test
  void aSecondEndFreesNoSlotOfAnotherCall() {
    Policy one = policy("p", "1 in-flight");
    Execution ended = check(one);
    ended.end(CallOutcome.RETURNED);
    check(one);

    ended.end(CallOutcome.TIMED_OUT);
    ended.release();
    ended.end();

    assertThat(check(one).permitted()).isFalse();
  }

  @Test
  void codeEndsACallThatItHasChecked() {
    Policy one = policy("p", "1 in-flight");
    Verdict verdict = check(one);
    Verdict rejected = check(one);

    rejected.end();
    assertThat(free(one)).isZero();
    verdict.end();

    assertThat(free(one)).isEqualTo(1);
  }

  /** A call that never ends is a leak, which the longest duration bounds. */
  @Test
  void aSlotThatIsNeverFreedIsFreeAfterTheLongestDuration() {
    Policy one = policy("p", "1 in-flight longest 10s");
    Execution late = check(one);
    clock.advance(Duration.ofSeconds(10));

    assertThat(check(one).permitted()).isTrue();
    late.end(CallOutcome.RETURNED);
    assertThat(check(one).permitted()).isFalse();
  }

  @Test
  void aCallOfCostZeroTakesNoSlot() {
    Policy one =
        Policy.builder("p")
            .key("user")
            .quotas("1 in-flight")
            .cost(call -> call.query("free") == null ? 1 : 0)
            .build();

    for (int i = 0; i < 5; i++) {
      TestCall call = new TestCall().with("user", "u").with("query:free", "1");
      assertThat(limiter.check(call, List.of(one)).permitted()).isTrue();
    }

    assertThat(free(one)).isEqualTo(1);
  }

  @Test
  void aShadowPolicyCountsTheCallsThatItWouldPermit() {
    Policy shadow = Policy.builder("p").key("user").quotas("1 in-flight").shadow(true).build();
    Execution first = check(shadow);
    Execution second = check(shadow);

    assertThat(second.permitted()).isTrue();
    assertThat(second.charges().get(0).decision().permitted()).isFalse();
    second.end(CallOutcome.RETURNED);
    assertThat(free(shadow)).isZero();
    first.end(CallOutcome.RETURNED);
    assertThat(free(shadow)).isEqualTo(1);
  }

  /** The limit goes from 20 to 5 while 12 calls run: none is killed, none is admitted below 5. */
  @Test
  void aLowerLimitAdmitsNoneUntilEnoughCallsHaveEnded() {
    Policy twenty = policy("p", "20 in-flight");
    List<Execution> running = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      running.add(check(twenty));
    }
    Policy five = policy("p", "100/1s, 5 in-flight longest 1m");
    limiter.succeed(Map.of(five, twenty));

    for (int ended = 0; ended < 8; ended++) {
      assertThat(check(five).permitted()).isFalse();
      running.get(ended).end(CallOutcome.RETURNED);
    }

    assertThat(check(five).permitted()).isTrue();
    assertThat(check(five).permitted()).isFalse();
  }

  @Test
  void aHigherLimitCountsTheCallsThatRun() {
    Policy one = policy("p", "1 in-flight");
    Execution running = check(one);
    Policy three = policy("p", "3 in-flight");
    limiter.succeed(Map.of(three, one));

    assertThat(free(three)).isEqualTo(2);
    running.end(CallOutcome.RETURNED);
    assertThat(free(three)).isEqualTo(3);
  }

  /** Calls that ended before the last reload do not come back with it. */
  @Test
  void aReloadBringsBackNoSlotOfACallThatHasEnded() {
    Policy first = policy("p", "3 in-flight");
    Execution running = check(first);
    Policy second = policy("p", "4 in-flight");
    limiter.succeed(Map.of(second, first));
    running.end(CallOutcome.RETURNED);
    assertThat(free(second)).isEqualTo(4);
    Policy third = policy("p", "5 in-flight");
    limiter.succeed(Map.of(third, second));

    assertThat(free(third)).isEqualTo(5);
  }

  /** Quotas without calls in flight do not see which calls end. */
  @ParameterizedTest
  @ValueSource(strings = {"3 in-flight", "10/1h, 3 in-flight"})
  void callsThatEndWhileInFlightIsOffHaveNoSlotsWhenItIsOnAgain(String quotas) {
    for (boolean charged : List.of(true, false)) {
      Policy on = policy("on" + charged, quotas);
      Execution running = check(on);
      Policy off = policy("on" + charged, "100/1h");
      limiter.succeed(Map.of(off, on));
      assertThat(
              (charged ? check(off) : limiter.peek(new TestCall().with("user", "u"), List.of(off)))
                  .permitted())
          .isTrue();
      running.end(CallOutcome.RETURNED);
      Policy again = policy("on" + charged, quotas);
      limiter.succeed(Map.of(again, off));

      assertThat(free(again)).isEqualTo(3);
    }
  }

  /** The charge belongs to the earlier quotas, and its call has no end that frees a slot. */
  @Test
  void aCallThatStartedBeforeInFlightTakesUnitsAndNoSlot() {
    Policy after = policy("p", "10/1h, 1 in-flight");
    List<Policy> replaced = new ArrayList<>();
    Policy before =
        Policy.builder("p")
            .key("user")
            .quotas("10/1h")
            .cost(
                call -> {
                  limiter.succeed(Map.of(after, replaced.remove(0)));
                  check(after).end();
                  return 1;
                })
            .build();
    replaced.add(before);

    assertThat(check(before).charges().get(0).decision().remaining()).isEqualTo(1);
    assertThat(free(after)).isEqualTo(1);
  }

  /** Units of the earlier quota count, although its window is as long as the longest duration. */
  @Test
  void slotsDoNotReplaceTheUnitsOfQuotas() {
    Policy first = policy("p", "10/5m, 3 in-flight");
    for (int i = 0; i < 4; i++) {
      check(first).end(CallOutcome.RETURNED);
    }
    Policy second = policy("p", "3 in-flight, 8/5m fixed-window");
    limiter.succeed(Map.of(second, first));

    int permitted = 0;
    for (Execution next = check(second); next.permitted(); next = check(second)) {
      next.end(CallOutcome.RETURNED);
      permitted++;
    }

    assertThat(permitted).isEqualTo(4);
  }

  @Test
  void onlyPoliciesOfCallsInFlightNeedTheEndsOfCalls() {
    assertThat(check(policy("rate", "1/1h")).needsEnd()).isFalse();
    assertThat(limiter.needsEnds()).isFalse();
    assertThat(check(policy("slots", "1 in-flight")).needsEnd()).isTrue();
    assertThat(limiter.needsEnds()).isTrue();
    assertThat(check(policy("other", "1/1h")).needsEnd()).isFalse();
  }

  @Test
  void aChargeWithoutACallHasNoSlots() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limiter.acquire(Quotas.parse("5 in-flight"), new Key(1, 2), 1))
        .withMessage(
            "\"5 in-flight\": calls in flight need calls that end: use check with a policy");
  }

  @Test
  void aMethodThatFindsNoSlotDoesNotRun() {
    Policy one = policy("p", "1 in-flight");
    check(one);

    assertThatExceptionOfType(RateLimitExceededException.class)
        .isThrownBy(() -> check(one).run(new TestCall(), () -> "never"));
  }

  @Test
  void aCostThatVariesTakesOneSlot() {
    Policy two =
        Policy.builder("p")
            .key("user")
            .quotas("2 in-flight, 100/1h")
            .cost(CostResolver.fixed(50))
            .build();

    assertThat(check(two).permitted()).isTrue();
    assertThat(check(two).permitted()).isTrue();
  }
}
