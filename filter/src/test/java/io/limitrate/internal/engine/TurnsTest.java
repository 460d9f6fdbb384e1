package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Endings;
import io.limitrate.Limiter;
import io.limitrate.LogLines;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration GAP = Duration.ofMillis(10);
  private static final Policy HUNDRED = policy("100/1s leaky-bucket queue 500");
  private static final Policy THREE = policy("100/1s leaky-bucket queue 3");

  private final ManualClock clock = new ManualClock();
  private final ManualTimer timer = new ManualTimer(clock);
  private final Endings endings = new Endings();
  private final StoreLimiter limiter = timer.limiter(endings);
  private final List<String> went = new ArrayList<>();
  private final long startNanos = Clock.of(clock).nanos();

  @AfterEach
  void close() {
    limiter.close();
  }

  private static Policy policy(String quotas) {
    return Policy.builder("p").quotas(quotas).build();
  }

  private Execution check(Policy... policies) {
    return limiter.check(new TestCall(), List.of(policies));
  }

  private void wait(String name, int rank) {
    TestCall call = new TestCall().with("rank", String.valueOf(rank));
    Turn turn = limiter.check(call, List.of(HUNDRED)).awaitLater(call, new Waiting(name));
    assertThat(turn).isNotNull();
  }

  private Turn wait(String name, Policy... policies) {
    Turn turn = check(policies).awaitLater(new TestCall(), new Waiting(name));
    assertThat(turn).isNotNull();
    return turn;
  }

  private final class Waiting implements Turn.Waiter {
    private final String name;

    Waiting(String name) {
      this.name = name;
    }

    @Override
    public void come(Turn turn) {
      went.add(name + "@" + (Clock.of(clock).nanos() - startNanos) / 1_000_000);
    }

    @Override
    public void stop() {
      went.add(name + " stopped");
    }
  }

  @Test
  void callsOfAKeyGoInTheirOrderAtThePaceOfTheBucket() {
    check(HUNDRED);
    wait("a", HUNDRED);
    wait("b", HUNDRED);

    timer.advance(GAP.multipliedBy(5));

    assertThat(went).containsExactly("a@10", "b@20");
    assertThat(timer.size()).isZero();
  }

  @Test
  void callsBehindACallThatLeavesMoveUpAndNeverGoTwoAtOnce() {
    check(HUNDRED);
    wait("1", HUNDRED);
    Turn second = wait("2", HUNDRED);
    wait("3", HUNDRED);
    wait("4", HUNDRED);
    wait("5", HUNDRED);

    assertThat(second.leave()).isTrue();
    wait("6", HUNDRED);
    timer.advance(GAP.multipliedBy(10));

    assertThat(went).containsExactly("1@10", "3@20", "4@30", "5@40", "6@50");
    assertThat(second.leave()).isFalse();
  }

  @Test
  void departureOfTheLastCallGoesBackToTheBucket() {
    check(HUNDRED);
    wait("a", HUNDRED);
    Turn last = wait("b", HUNDRED);
    long before = remaining(HUNDRED);

    last.leave();

    assertThat(remaining(HUNDRED)).isEqualTo(before + 1);
  }

  private long remaining(Policy policy) {
    return limiter.peek(new TestCall(), List.of(policy)).charges().get(0).decision().remaining();
  }

  @Test
  void callTakesADepartureThatCouldNotGoBackAlthoughTheBucketIsFull() {
    check(THREE);
    Turn first = wait("first", THREE);
    wait("second", THREE);
    Execution elsewhere = check(THREE); // waits outside of the queue, as code may do
    assertThat(check(THREE).permitted()).isFalse();

    first.leave();
    Execution next = check(THREE);

    assertThat(next.permitted()).isTrue();
    assertThat(next.delay()).isEqualTo(GAP.multipliedBy(2));
    assertThat(elsewhere.delay()).isEqualTo(GAP.multipliedBy(3));
    assertThat(check(THREE).permitted()).isFalse();
    assertThat(next.awaitLater(new TestCall(), new Waiting("next"))).isNotNull();
    timer.advance(GAP.multipliedBy(5));
    assertThat(went).containsExactly("second@10", "next@20");
  }

  @Test
  void callThatAnotherPolicyRejectsGivesItsPlaceToTheNext() {
    Policy none = Policy.builder("none").quotas("1/1h").build();
    check(none);
    check(HUNDRED);
    wait("a", HUNDRED);

    assertThat(check(HUNDRED, none).permitted()).isFalse();
    wait("b", HUNDRED);
    timer.advance(GAP.multipliedBy(5));

    assertThat(went).containsExactly("a@10", "b@20");
  }

  @Test
  void callOfAHigherClassOvertakesAndCallsOfOneClassKeepTheirOrder() {
    check(HUNDRED);
    wait("low1", 2);
    wait("low2", 2);
    wait("normal", 1);
    wait("high1", 0);
    wait("high2", 0);

    timer.advance(GAP.multipliedBy(10));

    assertThat(went).containsExactly("high1@10", "high2@20", "normal@30", "low1@40", "low2@50");
  }

  @Test
  void callOfALowClassGoesAfterTheTimeForStarvationUnderEndlessCallsOfAHighClass() {
    check(HUNDRED);
    wait("high", 0);
    wait("low", 2);

    for (int i = 0; i < 200; i++) {
      wait("high", 0);
      timer.advance(GAP);
    }

    assertThat(went).filteredOn(call -> call.startsWith("low")).containsExactly("low@1000");
    assertThat(went).hasSize(200);
  }

  @Test
  void callsOfDifferentKeysDoNotWaitForOneAnother() {
    Policy byUser = Policy.builder("u").quotas("100/1s leaky-bucket queue 5").key("user").build();
    for (String user : List.of("one", "two")) {
      limiter.check(new TestCall().with("user", user), List.of(byUser));
      limiter
          .check(new TestCall().with("user", user), List.of(byUser))
          .awaitLater(new TestCall(), new Waiting(user));
    }

    timer.advance(GAP);

    assertThat(went).containsExactlyInAnyOrder("one@10", "two@10");
  }

  @Test
  void callOfTwoBucketsGoesAtTheLaterOfItsDepartures() {
    Policy slow = Policy.builder("slow").quotas("10/1s leaky-bucket queue 5").build();
    check(HUNDRED, slow);
    wait("both", HUNDRED, slow);

    timer.advance(GAP.multipliedBy(9));
    assertThat(went).isEmpty();
    timer.advance(GAP);

    assertThat(went).containsExactly("both@100");
  }

  @Test
  void callBesideFurtherQuotasTakesNothingWhenItLeaves() {
    Policy two = policy("100/1s leaky-bucket queue 5, 3/1h");
    check(two);
    Execution delayed = check(two);
    Turn turn = delayed.awaitLater(new TestCall(), new Waiting("a"));

    assertThat(turn.leave()).isTrue();
    delayed.giveUp();
    timer.advance(GAP);

    assertThat(went).isEmpty();
    assertThat(remaining(two)).isEqualTo(2);
    assertThat(timer.size()).isZero();
  }

  private void bound(Limiter.Waiting.Builder bounds) {
    limiter.enforce(null, bounds.build());
  }

  private boolean waits(Policy policy) {
    return check(policy).awaitLater(new TestCall(), new Waiting(policy.name())) != null;
  }

  @Test
  void numberOfWaitingCallsIsLimitedForAllKeysAndABoundIsLoggedOnce() {
    bound(Limiter.Waiting.builder().calls(2));
    check(HUNDRED);
    Turn first = wait("first", HUNDRED);
    wait("second", HUNDRED);
    long before = remaining(HUNDRED);

    try (LogLines logged = LogLines.of(Limiter.class)) {
      assertThat(waits(HUNDRED)).isFalse();
      assertThat(waits(HUNDRED)).isFalse();

      assertThat(logged.lines())
          .singleElement()
          .asString()
          .contains(
              "Policy p rejects a call that cannot wait, by waiting.calls 2: that many calls",
              "Raise waiting.calls");
    }
    assertThat(remaining(HUNDRED)).isEqualTo(before);
    assertThat(endings.soFar()).containsExactly("p GAVE_UP", "p GAVE_UP");
    first.leave();
    assertThat(waits(HUNDRED)).isTrue();
  }

  @Test
  void callsWithALongerWaitThanTheLongestGiveUpAndTakeNothing() {
    bound(Limiter.Waiting.builder().longest(GAP.multipliedBy(2)));
    check(HUNDRED);
    wait("a", HUNDRED);
    wait("b", HUNDRED);
    long before = remaining(HUNDRED);

    try (LogLines logged = LogLines.of(Limiter.class)) {
      assertThat(waits(HUNDRED)).isFalse();

      assertThat(logged.lines()).singleElement().asString().contains("waiting.longest PT0.02S");
    }
    assertThat(remaining(HUNDRED)).isEqualTo(before);
    assertThat(endings.soFar()).containsExactly("p GAVE_UP");
  }

  @Test
  void changedBoundsApplyToLaterCallsAndAreLoggedAgain() {
    check(HUNDRED);
    wait("a", HUNDRED);
    wait("b", HUNDRED);

    try (LogLines logged = LogLines.of(Limiter.class)) {
      bound(Limiter.Waiting.builder().calls(1));
      assertThat(waits(HUNDRED)).isFalse();
      bound(Limiter.Waiting.builder().calls(2));
      assertThat(waits(HUNDRED)).isFalse();
      bound(Limiter.Waiting.builder().calls(3));
      assertThat(waits(HUNDRED)).isTrue();

      assertThat(logged.lines()).hasSize(2);
    }
    timer.advance(GAP.multipliedBy(5));
    assertThat(went).containsExactly("a@10", "b@20", "p@30");
  }

  @Test
  void twoThousandCallsAtOnceGoInTheirOrderAtThePaceAndTheRestIsRejectedAtOnce() {
    int rejected = 0;
    for (int i = 0; i < 2_000; i++) {
      Execution execution = check(HUNDRED);
      if (!execution.permitted()) {
        rejected++;
      } else if (!execution.delay().isZero()) {
        execution.awaitLater(new TestCall(), new Waiting("c" + i));
      }
    }

    timer.advance(Duration.ofSeconds(5));

    assertThat(rejected).isEqualTo(1_499);
    assertThat(went).hasSize(500);
    for (int i = 0; i < 500; i++) {
      assertThat(went.get(i)).isEqualTo("c" + (i + 1) + "@" + (i + 1) * 10);
    }
  }

  /** So ten thousand need no more threads than ten. */
  @Test
  void tenThousandWaitingStagesHoldNoThreadAndNeedOneTaskOfTheTimer() throws Throwable {
    Policy wide = policy("100/1s leaky-bucket queue 20000");
    check(wide);
    List<CompletionStage<?>> stages = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      stages.add(check(wide).runStage(new TestCall(), () -> null));
    }

    assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
    assertThat(timer.size()).isEqualTo(1);
    timer.advance(GAP.multipliedBy(10_000));
    for (CompletionStage<?> stage : stages) {
      assertThat(stage.toCompletableFuture().get(10, TimeUnit.SECONDS)).isNull();
    }
  }

  @Test
  void waitingCallsAreToldThatTheLimiterCloses() {
    check(HUNDRED);
    wait("a", HUNDRED);

    limiter.close();

    assertThat(went).containsExactly("a stopped");
    assertThat(check(HUNDRED).awaitLater(new TestCall(), new Waiting("b"))).isNull();
  }

  @Test
  void aCallThatGivesUpAfterItsTurnSellsNothingBack() {
    check(HUNDRED);
    Turn first = wait("1", HUNDRED);
    Execution second = check(HUNDRED);
    Turn moved = second.awaitLater(new TestCall(), new Waiting("2"));
    wait("3", HUNDRED);
    first.leave();
    wait("4", HUNDRED);

    timer.advance(GAP);
    assertThat(moved.leave()).isFalse();
    moved.forfeit();
    second.giveUp();
    wait("5", HUNDRED);
    timer.advance(GAP.multipliedBy(5));

    assertThat(went).containsExactly("2@10", "3@20", "4@30", "5@40");
  }

  @Test
  void failureOfOneCallRejectsItAndDoesNotKeepTheNextFromItsTurn() {
    check(HUNDRED);
    check(HUNDRED)
        .awaitLater(
            new TestCall(),
            new Turn.Waiter() {
              @Override
              public void come(Turn turn) {
                throw new AssertionError("broken");
              }

              @Override
              public void stop() {
                went.add("a stopped");
              }
            });
    wait("b", HUNDRED);

    timer.advance(GAP.multipliedBy(2));

    assertThat(went).containsExactly("a stopped", "b@20");
  }

  @Test
  void callWithoutATimerKeepsNoPlaceAndNoUnits() {
    bound(Limiter.Waiting.builder().calls(1));
    check(HUNDRED);
    long before = remaining(HUNDRED);
    OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");

    timer.failNext(noThread);
    assertThatThrownBy(() -> waits(HUNDRED)).isSameAs(noThread);

    assertThat(remaining(HUNDRED)).isEqualTo(before);
    assertThat(endings.soFar()).containsExactly("p GAVE_UP");
    assertThat(waits(HUNDRED)).isTrue();
    timer.advance(GAP);
    assertThat(went).containsExactly("p@10");
  }

  @Test
  void callWithoutATimerLeavesTheDeparturesOfItsQueueToTheNext() {
    check(HUNDRED);
    Turn first = wait("1", HUNDRED);
    Turn second = wait("2", HUNDRED);
    check(HUNDRED); // waits outside of the queue, so the departures before stay there
    second.leave();
    first.leave();
    bound(Limiter.Waiting.builder().calls(1));

    timer.failNext(new OutOfMemoryError("unable to create native thread"));
    assertThatThrownBy(() -> waits(HUNDRED)).isInstanceOf(OutOfMemoryError.class);

    wait("3", HUNDRED);
    assertThat(waits(HUNDRED)).isFalse();
    timer.advance(GAP);
    assertThat(went).containsExactly("3@10");
    wait("4", HUNDRED);
    assertThat(waits(HUNDRED)).isFalse();
    timer.advance(GAP);
    assertThat(went).containsExactly("3@10", "4@20");
  }

  @Test
  void eachCallGoesOrLeavesOnceHoweverTheThreadsRace() throws Exception {
    Policy fast = policy("50000/1s leaky-bucket queue 9000");
    AtomicInteger ends = new AtomicInteger();
    AtomicInteger joined = new AtomicInteger();
    try (StoreLimiter racing =
        StoreLimiter.builder(
                CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000)))
            .build()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread thread = new Thread(() -> race(racing, fast, joined, ends));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      while (ends.get() < joined.get()) {
        Thread.onSpinWait();
      }
    }

    assertThat(joined.get()).isGreaterThan(100);
    assertThat(ends.get()).isEqualTo(joined.get());
  }

  private static void race(
      StoreLimiter racing, Policy policy, AtomicInteger joined, AtomicInteger ends) {
    for (int i = 0; i < 500; i++) {
      Execution execution = racing.check(new TestCall(), List.of(policy));
      if (!execution.permitted() || execution.delay().isZero()) {
        continue;
      }
      Turn turn =
          execution.awaitLater(
              new TestCall(),
              new Turn.Waiter() {
                @Override
                public void come(Turn turn) {
                  ends.incrementAndGet();
                }

                @Override
                public void stop() {
                  ends.incrementAndGet();
                }
              });
      if (turn != null) {
        joined.incrementAndGet();
        if (i % 3 == 0 && turn.leave()) {
          ends.incrementAndGet();
        }
      }
    }
  }
}
