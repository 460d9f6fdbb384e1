package io.limitrate.internal.aspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.limitrate.Call;
import io.limitrate.CallOutcome.Counting;
import io.limitrate.CallScope;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ApplicationRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitAspectTest {
  private final ManualClock clock = new ManualClock();
  private final Shop shop = new Shop();
  private final Ends ends = new Ends();
  private ApplicationRuntime limitrate;

  @BeforeEach
  void open() {
    Configuration configuration =
        Configuration.builder()
            .policy(Policy.builder("requests").quotas("10/1m").build())
            .policy(Policy.builder("tokens").quotas("1000/1h").build())
            .policy(
                Policy.builder("failures")
                    .quotas("2/1m")
                    .count(Counting.of(List.of(), List.of(IllegalStateException.class)))
                    .build())
            .listener(ends)
            .build();
    limitrate = ApplicationRuntime.start(configuration, clock).install();
  }

  @AfterEach
  void close() {
    assertThat(CallScope.current()).isNull();
    limitrate.close();
  }

  @Test
  void rejectsTheThirdOfTwoCalls() {
    shop.get();
    shop.get();

    rejected(shop::get);

    assertThat(shop.calls).hasValue(2);
  }

  @Test
  void admitsAgainWhenTimeHasPassed() {
    shop.get();
    shop.get();
    clock.advance(Duration.ofSeconds(30));

    assertThat(shop.get()).isEqualTo("product");
    rejected(shop::get);
  }

  @Test
  void aPolicyMayCountOnlyTheCallsThatThrow() {
    Till till = new Till();
    for (int i = 0; i < 5; i++) {
      assertThat(till.pay(true)).isEqualTo("paid");
    }
    for (int i = 0; i < 2; i++) {
      assertThatIllegalStateException().isThrownBy(() -> till.pay(false));
    }

    rejected(() -> till.pay(true));
  }

  @Test
  void aMethodRunsOnceAtATimeIfItHasOneSlot() {
    shop.alone(() -> rejected(() -> shop.alone(() -> {})));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                shop.alone(
                    () -> {
                      throw new IllegalStateException();
                    }));
    shop.alone(() -> {});
  }

  @Test
  void aStageHasItsSlotUntilItCompletes() {
    CompletableFuture<String> first = new CompletableFuture<>();
    shop.aloneUntil(first);
    assertThat(shop.aloneUntil(new CompletableFuture<>()).toCompletableFuture())
        .isCompletedExceptionally();

    first.cancel(true);

    assertThat(shop.aloneUntil(CompletableFuture.completedFuture("next")).toCompletableFuture())
        .isCompletedWithValue("next");
  }

  @Test
  void limitsStaticMethods() {
    Shop.fixed();
    Shop.fixed();

    rejected(Shop::fixed);
  }

  @Test
  void leavesOtherMethodsAlone() {
    for (int i = 0; i < 100; i++) {
      assertThat(shop.free()).isEqualTo("free");
    }
  }

  @Test
  void returnsAFailedStageInsteadOfThrowing() {
    shop.later();
    shop.later();

    CompletionStage<String> third = shop.later();

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> third.toCompletableFuture().join())
        .withCauseInstanceOf(RateLimitExceededException.class);
    assertThat(shop.calls).hasValue(2);
  }

  @Test
  void countsEveryLevelOfARecursion() {
    rejected(() -> shop.recurse(3));

    assertThat(shop.calls).hasValue(3);
  }

  @Test
  void countsEveryoneTogetherOutsideOfHttp() throws Exception {
    shop.get();
    Thread other = new Thread(shop::get);
    other.start();
    other.join();

    rejected(shop::get);
  }

  @Test
  void countsEachClientOnItsOwnWithinRequests() {
    within(
        new TestRequest(limitrate, "192.0.2.1"), shop::get, shop::get, () -> rejected(shop::get));

    within(new TestRequest(limitrate, "192.0.2.2"), shop::get);
  }

  @Test
  void anotherRequestOfTheSameClientGoesOnCounting() {
    within(new TestRequest(limitrate, "192.0.2.1"), shop::get);
    within(new TestRequest(limitrate, "192.0.2.1"), shop::get, () -> rejected(shop::get));
  }

  @Test
  void firstInvocationIsCoveredByWhatItsRequestWasCharged() {
    TestRequest request = new TestRequest(limitrate, "192.0.2.1");
    limitrate.limiter().check(request, List.of(limitrate.application().policy("tokens")));
    Policy tokens = limitrate.application().policy("tokens");

    within(request, () -> shop.ask(300, 300));

    assertThat(limitrate.limiter().peek(request, List.of(tokens)).charges().get(0).decision())
        .satisfies(decision -> assertThat(decision.remaining()).isEqualTo(700));
  }

  @Test
  void ledgerDoesNotGrowWithInvocations() {
    TestRequest request = new TestRequest(limitrate, "192.0.2.1");

    for (int i = 0; i < 1000; i++) {
      clock.advance(Duration.ofMinutes(1));
      within(request, shop::get, () -> shop.ask(1, 1));
    }

    assertThat(request.ledger().charges()).hasSize(3);
  }

  @Test
  void countsEachMarkedArgumentOnItsOwn() {
    shop.model("small");
    shop.model("large");
    shop.model(null);

    rejected(() -> shop.model("small"));
    rejected(() -> shop.model(null));
  }

  @Test
  void takesTheMarkedCost() {
    shop.buy(7);

    rejected(() -> shop.buy(4));
    shop.buy(3);
  }

  @Test
  void absentCostIsTheAnnotations() {
    for (int i = 0; i < 10; i++) {
      shop.buy(null);
    }

    rejected(() -> shop.buy(null));
  }

  @Test
  void takesTheAnnotationsCost() {
    shop.expensive();
    shop.expensive();

    rejected(shop::expensive);
  }

  @Test
  void negativeCostIsTheCallersMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shop.buy(-1))
        .withMessageContaining("must not be negative");

    assertThat(shop.calls).hasValue(0);
  }

  @Test
  void settlesWhatWasReserved() {
    assertThat(shop.ask(900, 100)).isTrue();
    assertThat(shop.ask(900, 900)).isTrue();

    rejected(() -> shop.ask(1, 1));
  }

  @Test
  void settlesItsOwnInvocationsUnitsWithinOneRequest() {
    TestRequest request = new TestRequest(limitrate, "192.0.2.1");

    within(request, () -> shop.ask(500, 0), () -> shop.ask(500, 0), () -> shop.ask(1000, 1000));

    within(request, () -> rejected(() -> shop.ask(1, 1)));
  }

  @Test
  void waitsForItsTurn() {
    shop.queued();
    long beforeNanos = System.nanoTime();

    assertThat(shop.queued()).isEqualTo("queued");

    assertThat(System.nanoTime() - beforeNanos).isGreaterThanOrEqualTo(10_000_000);
  }

  @Test
  void rejectsWhoWouldBlockItsThreadForLong() {
    shop.queuedLong();

    rejected(shop::queuedLong);
  }

  @Test
  void interruptedWaiterGivesItsTurnBackAndStaysInterrupted() {
    shop.queued();
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancellationException.class).isThrownBy(shop::queued);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void asynchronousMethodWaitsForItsTurnWithoutAThread() throws Exception {
    ClassLoader mine = Thread.currentThread().getContextClassLoader();
    shop.queuedLater().join();

    CompletableFuture<Thread> turn = shop.queuedLater();

    assertThat(turn.get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(mine);
  }

  @Test
  void eachPermittedCallEndsOnceAsItsMethodEnds() {
    shop.get();
    shop.get();
    rejected(shop::get);
    assertThatIllegalStateException().isThrownBy(shop::fails);
    assertThatExceptionOfType(AssertionError.class).isThrownBy(shop::errs);
    shop.recurse(1);

    assertThat(ends.soFar())
        .containsExactly(
            "Shop.get RETURNED",
            "Shop.get RETURNED",
            "Shop.fails THREW",
            "Shop.errs THREW",
            "Shop.recurse RETURNED",
            "Shop.recurse RETURNED");
    assertThat(ends.inFlight()).isZero();
  }

  @Test
  void callEndsWithItsStage() {
    CompletableFuture<String> completed = new CompletableFuture<>();
    CompletableFuture<String> failed = new CompletableFuture<>();
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    for (CompletableFuture<String> stage : List.of(completed, failed, cancelled)) {
      assertThat(shop.stage(stage)).isSameAs(stage);
    }
    assertThat(ends.inFlight()).isEqualTo(3);

    completed.complete("done");
    failed.completeExceptionally(new IllegalStateException());
    cancelled.cancel(true);

    assertThat(ends.soFar())
        .containsExactly("Shop.stage RETURNED", "Shop.stage THREW", "Shop.stage ABORTED");
    assertThat(ends.inFlight()).isZero();
  }

  @Test
  void callThatCannotWaitGivesUp() {
    shop.queuedLong();
    rejected(shop::queuedLong);
    shop.queued();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CancellationException.class).isThrownBy(shop::queued);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(ends.soFar())
        .containsExactly(
            "Shop.queuedLong RETURNED",
            "Shop.queuedLong GAVE_UP",
            "Shop.queued RETURNED",
            "Shop.queued GAVE_UP");
    assertThat(ends.inFlight()).isZero();
  }

  @Test
  void methodsOfAnAnnotatedClassShareItsLimit() {
    Shop.Whole whole = new Shop.Whole();
    whole.one();
    whole.two();

    rejected(whole::one);
    assertThat(whole.inner()).isEqualTo("not public");
    assertThat(whole.exempt()).isEqualTo("exempt");
    assertThat(whole).hasToString("whole");
  }

  @Test
  void subclassesOfAnAnnotatedClassAreLimitedAndSuperIsNoFurtherCall() {
    Shop.Derived derived = new Shop.Derived();
    derived.one();
    derived.three();

    rejected(derived::one);
  }

  @Test
  void methodsOfAnAnnotatedInterfaceAreLimitedOnceInSpiteOfTheirBridges() {
    Shop.Contract<String> contract = new Shop.Implementation();
    contract.put("a");
    contract.put("b");

    rejected(() -> contract.put("c"));
  }

  @Test
  void whatTheMethodThrowsPassesUntouched() {
    assertThatIllegalStateException().isThrownBy(shop::fails).withMessage("own");
  }

  @Test
  void wrongAnnotationIsSaidAtEveryUse() {
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(shop::wrong)
          .withMessageContaining("5/0s");
    }
  }

  @Test
  void methodsOnForeignThreadsFindTheApplicationByTheirClass() throws Exception {
    shop.get();
    shop.get();
    CompletableFuture<Boolean> rejected = new CompletableFuture<>();
    Thread foreign =
        new Thread(
            () -> {
              Thread.currentThread().setContextClassLoader(new ClassLoader(null) {});
              rejected.complete(isRejected(shop::get));
            });
    foreign.start();

    assertThat(rejected.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void handedOverCallIsTakenByItsMethodAlone() throws Exception {
    TestRequest request = new TestRequest(limitrate, "192.0.2.1");
    CallHandoff.put(request, Shop.class.getDeclaredMethod("get"));

    shop.model("other");
    shop.get();
    shop.get();

    assertThat(request.ledger().charges()).hasSize(1);
  }

  private static void within(Call request, Runnable... work) {
    Call outer = CallScope.enter(request);
    try {
      for (Runnable step : work) {
        step.run();
      }
    } finally {
      CallScope.leave(outer);
    }
  }

  private static boolean isRejected(Runnable call) {
    try {
      call.run();
      return false;
    } catch (RateLimitExceededException e) {
      return true;
    }
  }

  private static void rejected(Runnable call) {
    assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(call::run);
  }

  /** Such a method would take the units of the method that it calls. */
  @Test
  void methodOfAContainersSubclassIsNotLimited() {
    Whole$$Proxy proxy = new Whole$$Proxy();

    for (int i = 0; i < 5; i++) {
      assertThat(proxy.handler()).isEqualTo("handler");
      assertThat(proxy.copy()).isEqualTo("copy");
    }
  }
}
