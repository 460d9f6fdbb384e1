package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.limitrate.CallOutcome;
import io.limitrate.CallScope;
import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import io.limitrate.Endings;
import io.limitrate.Limiter;
import io.limitrate.Limiter.Waiting;
import io.limitrate.LogLines;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.RateLimitExceededException;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionTest {
  private final ManualClock clock = new ManualClock();
  private final Endings endings = new Endings();
  private final StoreLimiter limiter = limiter(endings);
  private final TestCall call = new TestCall();

  private StoreLimiter limiter(DecisionListener... listeners) {
    StoreLimiterBuilder builder =
        StoreLimiter.builder(
                CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000)))
            .clock(clock);
    List.of(listeners).forEach(builder::listener);
    return builder.build();
  }

  @AfterEach
  void close() {
    limiter.close();
  }

  @Test
  void endsWhenTheBodyReturns() throws Throwable {
    Object result =
        check("p", "10/1m")
            .run(
                call,
                () -> {
                  assertThat(CallScope.current()).isSameAs(call);
                  assertThat(endings.inFlight()).isEqualTo(1);
                  clock.advance(Duration.ofSeconds(3));
                  return "result";
                });

    assertThat(result).isEqualTo("result");
    assertThat(CallScope.current()).isNull();
    assertThat(endings.soFar()).containsExactly("p RETURNED");
    assertThat(endings.durations()).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void endsWhenTheBodyThrowsAnExceptionOrAnError() {
    for (Throwable thrown : List.of(new Exception(), new Error())) {
      assertThatExceptionOfType(thrown.getClass())
          .isThrownBy(
              () ->
                  check("p", "10/1m")
                      .run(
                          call,
                          () -> {
                            throw thrown;
                          }));
    }

    assertThat(endings.soFar()).containsExactly("p THREW", "p THREW");
  }

  @Test
  void endsForEachPolicyOnce() {
    Execution execution = limiter.check(call, List.of(policy("a", "9/1m"), policy("b", "9/1m")));

    execution.end(CallOutcome.TIMED_OUT);
    execution.end(CallOutcome.RETURNED);
    call.ledger().end(CallOutcome.RETURNED);

    assertThat(endings.soFar()).containsExactly("a TIMED_OUT", "b TIMED_OUT");
  }

  @Test
  void endsOnceAlsoIfThreadsEndItAtTheSameTime() throws Exception {
    Execution execution = check("p", "10/1m");
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                execution.end(CallOutcome.RETURNED);
              });
      thread.start();
      threads.add(thread);
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(endings.soFar()).hasSize(1);
  }

  @Test
  void endIsNeededOnlyIfSomebodyHearsIt() {
    try (StoreLimiter unheard = limiter()) {
      Execution execution = unheard.check(new TestCall(), List.of(policy("p", "10/1m")));

      assertThat(execution.needsEnd()).isFalse();
      assertThat(unheard.needsEnds()).isFalse();
    }

    assertThat(check("p", "10/1m").needsEnd()).isTrue();
    assertThat(limiter.needsEnds()).isTrue();
  }

  @Test
  void rejectedCallDoesNotEnd() {
    check("p", "1/1m").end(CallOutcome.RETURNED);
    Execution rejected = check("p", "1/1m");

    assertThatExceptionOfType(RateLimitExceededException.class)
        .isThrownBy(() -> rejected.run(call, () -> "result"));
    rejected.end(CallOutcome.RETURNED);

    assertThat(endings.soFar()).containsExactly("p RETURNED");
    assertThat(endings.inFlight()).isZero();
  }

  @Test
  void chargeThatALaterPolicyUndoesDoesNotEnd() {
    Policy strict = policy("strict", "10/1h");
    Policy wide = policy("wide", "1/1s");
    check("wide", "1/1s");

    Execution rejected = limiter.check(new TestCall(), List.of(strict, wide));
    rejected.end(CallOutcome.RETURNED);

    assertThat(rejected.charges()).hasSize(2);
    assertThat(endings.soFar()).isEmpty();
  }

  @Test
  void stageEndsTheCallWhenItCompletes() throws Throwable {
    CompletableFuture<Object> completed = new CompletableFuture<>();
    CompletableFuture<Object> failed = new CompletableFuture<>();
    CompletableFuture<Object> cancelled = new CompletableFuture<>();
    CompletableFuture<Object> late = new CompletableFuture<>();
    for (CompletableFuture<Object> stage : List.of(completed, failed, cancelled, late)) {
      assertThat(check("p", "10/1m").runStage(call, () -> stage)).isSameAs(stage);
    }
    assertThat(endings.soFar()).isEmpty();

    completed.complete("result");
    failed.completeExceptionally(new IllegalStateException());
    cancelled.cancel(true);
    late.completeExceptionally(new TimeoutException());

    assertThat(endings.soFar())
        .containsExactly("p RETURNED", "p THREW", "p ABORTED", "p TIMED_OUT");
  }

  @Test
  void stageThatIsNullOrNotReturnedEndsTheCall() throws Throwable {
    assertThat(check("p", "10/1m").runStage(call, () -> null)).isNull();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                check("p", "10/1m")
                    .runStage(
                        call,
                        () -> {
                          throw new IllegalStateException();
                        }));

    assertThat(endings.soFar()).containsExactly("p RETURNED", "p THREW");
  }

  @Test
  void delayedStageStartsAtItsTurn() throws Throwable {
    check("p", "100/1s leaky-bucket queue 5").end(CallOutcome.RETURNED);

    CompletionStage<String> stage = CompletableFuture.completedFuture("result");

    CompletionStage<?> result =
        check("p", "100/1s leaky-bucket queue 5")
            .runStage(
                call,
                () -> {
                  assertThat(CallScope.current()).isSameAs(call);
                  return stage;
                });

    assertThat(result.toCompletableFuture().get()).isEqualTo("result");
    assertThat(endings.await(2)).containsExactly("p RETURNED", "p RETURNED");
  }

  @Test
  void delayedStageThatIsCancelledGivesUpAtOnce() throws Throwable {
    Policy policy = policy("p", "1/1h leaky-bucket queue 5");
    limiter.check(new TestCall(), List.of(policy)).end(CallOutcome.RETURNED);
    AtomicInteger started = new AtomicInteger();

    CompletionStage<?> result =
        limiter
            .check(new TestCall(), List.of(policy))
            .runStage(
                call,
                () -> {
                  started.incrementAndGet();
                  return null;
                });
    result.toCompletableFuture().cancel(true);

    assertThat(endings.await(2)).containsExactly("p RETURNED", "p GAVE_UP");
    assertThat(started).hasValue(0);
    assertThat(remaining(policy)).isEqualTo(5);
  }

  @Test
  void callThatWouldWaitTooLongGivesUpAndTakesNothing() {
    Policy policy = policy("p", "1/1h leaky-bucket queue 3");
    limiter.check(new TestCall(), List.of(policy)).end(CallOutcome.RETURNED);

    for (int i = 0; i < 5; i++) {
      Execution execution = limiter.check(new TestCall(), List.of(policy));

      assertThat(execution.delay()).isEqualTo(Duration.ofHours(1));
      assertThatExceptionOfType(RateLimitExceededException.class)
          .isThrownBy(() -> execution.run(call, () -> "result"));
    }

    assertThat(endings.soFar()).hasSize(6).last().isEqualTo("p GAVE_UP");
    assertThat(endings.inFlight()).isZero();
  }

  @Test
  void interruptedWaitGivesUpAndKeepsTheInterrupt() {
    check("p", "1/30s leaky-bucket queue 3").end(CallOutcome.RETURNED);
    Execution execution = check("p", "1/30s leaky-bucket queue 3");
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> execution.run(call, () -> "result"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(endings.soFar()).containsExactly("p RETURNED", "p GAVE_UP");
  }

  @Test
  void numberOfWaitingThreadsIsLimitedForAllCallsOfTheLimiter() throws Exception {
    int most = 3;
    limiter.enforce(null, Waiting.builder().threads(most).build());
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      Execution delayed = delayed("p" + i);
      Thread thread = new Thread(() -> delayed.await(call));
      thread.start();
      waiting.add(thread);
    }
    while (waiting.stream().anyMatch(t -> t.getState() != Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }

    try (LogLines logged = LogLines.of(Limiter.class)) {
      assertThat(delayed("other").await(call)).isFalse();

      assertThat(logged.lines())
          .singleElement()
          .asString()
          .contains("Policy other rejects a call that cannot wait, by waiting.threads 3");
    }

    assertThat(endings.soFar()).contains("other GAVE_UP");
    waiting.forEach(Thread::interrupt);
    for (Thread thread : waiting) {
      thread.join();
    }
    check("fast", "1000/1s leaky-bucket queue 5");
    assertThat(check("fast", "1000/1s leaky-bucket queue 5").await(call)).isTrue();
  }

  /** Returns a call that waits for about half a minute at least. */
  private Execution delayed(String name) {
    Policy policy =
        Policy.builder(name)
            .quotas(Quotas.parse("100/30s leaky-bucket queue 200"))
            .cost(call -> 100)
            .build();
    limiter.check(new TestCall(), List.of(policy)).end(CallOutcome.RETURNED);
    Execution execution = limiter.check(new TestCall(), List.of(policy));
    assertThat(execution.delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    return execution;
  }

  @Test
  void listenerThatThrowsDoesNotKeepOthersFromTheEnd() throws Throwable {
    DecisionListener broken =
        new DecisionListener() {
          @Override
          public void decided(Charge charge) {}

          @Override
          public void ended(Charge charge, CallOutcome outcome, Duration duration) {
            throw new IllegalStateException("broken");
          }
        };
    try (StoreLimiter noisy = limiter(broken, endings)) {
      noisy.check(call, List.of(policy("p", "1/1m"))).run(call, () -> "result");
    }

    assertThat(endings.soFar()).containsExactly("p RETURNED");
  }

  @Test
  void chargeNamesRuleAndTier() {
    Policy policy =
        Policy.builder("p")
            .tier("free", Quotas.parse("1/1m"))
            .tier("gold", Quotas.parse("9/1m"))
            .tierResolver(tiered -> tiered.header("tier"))
            .build();

    Charge free = charge(policy, new TestCall().with("endpoint", "GET /api/*"));
    Charge gold = charge(policy, new TestCall().with("header:tier", "gold"));
    Charge plain = charge(policy("q", "1/1m"), new TestCall());

    assertThat(free.rule()).contains("GET /api/*");
    assertThat(free.tier()).contains("free");
    assertThat(gold.rule()).isEmpty();
    assertThat(gold.tier()).contains("gold");
    assertThat(plain.tier()).isEmpty();
  }

  private Charge charge(Policy policy, TestCall of) {
    return limiter.check(of, List.of(policy)).charges().get(0);
  }

  private long remaining(Policy policy) {
    return limiter.peek(new TestCall(), List.of(policy)).charges().get(0).decision().remaining();
  }

  private Execution check(String policy, String quotas) {
    return limiter.check(new TestCall(), List.of(policy(policy, quotas)));
  }

  private static Policy policy(String name, String quotas) {
    return Policy.builder(name).quotas(quotas).build();
  }
}
