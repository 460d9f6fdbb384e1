package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.CallOutcome;
import io.limitrate.CallOutcome.Counting;
import io.limitrate.CallOutcome.Result;
import io.limitrate.CostResolver;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy with {@code count} reserves units, and returns those of calls that do not count. */
class CountTest {
  private static final Counting NOT_FOUND = Counting.of(List.of("404"), List.of());
  private static final Counting IO = Counting.of(List.of(), List.of(IOException.class));

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

  private static Policy policy(String quotas, Counting counting) {
    return Policy.builder("p").quotas(quotas).count(counting).build();
  }

  private Execution check(Policy... policies) {
    return limiter.check(new TestCall(), List.of(policies));
  }

  private long remaining(Policy policy) {
    return limiter.peek(new TestCall(), List.of(policy)).charges().get(0).decision().remaining();
  }

  private static CallResult answered(int status) {
    return CallResult.ofRequest(CallOutcome.RETURNED, status, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3/1m",
        "3/1m fixed-window",
        "3/1m sliding-window-log",
        "3/1m sliding-window-counter",
        "3/day UTC"
      })
  void returnsTheUnitsOfACallThatDoesNotCount(String quotas) {
    Policy policy = policy(quotas, NOT_FOUND);

    check(policy).settle(answered(200));
    check(policy).settle(answered(404));

    assertThat(remaining(policy)).isEqualTo(2);
  }

  @Test
  void reservesSoThatParallelCallsCannotExceedTheQuota() {
    Policy policy = policy("3/1m", NOT_FOUND);
    List<Execution> running = List.of(check(policy), check(policy), check(policy));

    assertThat(check(policy).permitted()).isFalse();

    running.forEach(execution -> execution.settle(answered(404)));
    assertThat(check(policy).permitted()).isFalse();
  }

  @Test
  void returnsTheWholeCostOnce() {
    Policy policy = Policy.builder("p").quotas("10/1m").cost(call -> 4).count(NOT_FOUND).build();
    Execution other = check(policy);
    Execution execution = check(policy);

    for (int i = 0; i < 3; i++) {
      execution.settle(answered(200));
    }

    assertThat(remaining(policy)).isEqualTo(6);
    assertThat(other.permitted()).isTrue();
  }

  @Test
  void countsAClientThatLeavesWhateverTheStatus() {
    Policy policy = policy("3/1m", NOT_FOUND);

    check(policy).settle(CallResult.ofRequest(CallOutcome.ABORTED, 200, null));

    assertThat(remaining(policy)).isEqualTo(2);
  }

  @Test
  void aClientThatHasLeftDoesNotComeBack() {
    Policy policy = policy("3/1m", NOT_FOUND);
    Execution execution = check(policy);

    execution.settle(CallResult.ofRequest(CallOutcome.ABORTED, 200, null));
    execution.settle(answered(200));

    assertThat(remaining(policy)).isEqualTo(2);
  }

  @Test
  void aLaterStatusReplacesAnEarlierOne() {
    Policy policy = policy("3/1m", NOT_FOUND);
    Execution first = check(policy);
    Execution second = check(policy);

    first.settle(answered(500));
    first.settle(answered(404));
    first.settle(answered(404));
    second.settle(answered(404));
    second.settle(answered(200));

    assertThat(remaining(policy)).isEqualTo(2);
  }

  @Test
  void keepsWhatCodeHasSettled() {
    Policy policy = policy("10/1m", NOT_FOUND);
    Execution execution = check(policy);

    execution.settle("p", 5);
    execution.settle(answered(200));
    execution.settle(answered(404));

    assertThat(remaining(policy)).isEqualTo(5);
  }

  @Test
  void eachPolicyOfACallDecidesForItself() {
    Policy all = Policy.builder("all").quotas("9/1m").build();
    Policy failed = policy("9/1m", NOT_FOUND);
    Policy slow = Policy.builder("io").quotas("9/1m").count(IO).build();

    check(all, failed, slow).settle(answered(404));
    check(all, failed, slow)
        .settle(CallResult.ofRequest(CallOutcome.THREW, 500, new IOException()));

    assertThat(remaining(all)).isEqualTo(7);
    assertThat(remaining(failed)).isEqualTo(8);
    assertThat(remaining(slow)).isEqualTo(8);
  }

  @Test
  void aRejectedCallReturnsNothing() {
    Policy policy = policy("1/1m", NOT_FOUND);
    check(policy).settle(answered(404));

    check(policy).settle(answered(429));

    assertThat(remaining(policy)).isZero();
  }

  @Test
  void aRejectionInShadowTookNothingAndReturnsNothing() {
    Policy policy = Policy.builder("p").quotas("1/1m").shadow(true).count(NOT_FOUND).build();
    check(policy).settle(answered(404));

    Execution shadowed = check(policy);
    shadowed.settle(answered(200));

    assertThat(shadowed.permitted()).isTrue();
    assertThat(remaining(policy)).isZero();
  }

  @Test
  void aMethodCountsByWhatItThrows() throws Throwable {
    Policy policy = policy("9/1m", IO);

    check(policy).run(new TestCall(), () -> "result");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> run(policy, new IOException("on purpose")));
    assertThatException().isThrownBy(() -> run(policy, new IllegalStateException("on purpose")));

    assertThat(remaining(policy)).isEqualTo(8);
  }

  private void run(Policy policy, Exception thrown) throws Throwable {
    check(policy)
        .run(
            new TestCall(),
            () -> {
              throw thrown;
            });
  }

  @Test
  void aStageCountsByItsCompletion() throws Throwable {
    Policy policy = policy("9/1m", IO);
    CompletableFuture<String> completed = new CompletableFuture<>();
    CompletableFuture<String> failed = new CompletableFuture<>();
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    for (CompletableFuture<String> stage : List.of(completed, failed, cancelled)) {
      check(policy).runStage(new TestCall(), () -> stage);
    }
    check(policy).runStage(new TestCall(), () -> null);
    assertThat(remaining(policy)).isEqualTo(6);

    completed.complete("result");
    failed.completeExceptionally(new CompletionException(new IOException("on purpose")));
    cancelled.cancel(true);

    assertThat(remaining(policy)).isEqualTo(7);
  }

  @Test
  void aResolverSeesWhatTheMethodReturned() throws Throwable {
    Policy policy = policy("9/1m", result -> result.value().filter("wrong"::equals).isPresent());

    check(policy).run(new TestCall(), () -> "wrong");
    check(policy).run(new TestCall(), () -> "right");

    assertThat(remaining(policy)).isEqualTo(8);
  }

  @Test
  void anErrorOfAResolverCountsTheCallAndEndsIt() throws Throwable {
    Policy broken =
        Policy.builder("broken")
            .quotas("9/1m, 1 in-flight")
            .count(
                result -> {
                  throw new StackOverflowError("on purpose");
                })
            .build();
    Policy other = Policy.builder("other").quotas("9/1m").count(result -> false).build();

    for (int i = 0; i < 2; i++) {
      assertThat(check(broken, other).run(new TestCall(), () -> "result")).isEqualTo("result");
    }

    assertThat(remaining(other)).isEqualTo(9);
  }

  @Test
  void aCallCountsIfItsResolverFails() {
    Policy policy =
        policy(
            "9/1m",
            result -> {
              throw new IllegalStateException("on purpose");
            });

    check(policy).settle(answered(200));

    assertThat(remaining(policy)).isEqualTo(8);
  }

  @Test
  void aReloadKeepsTheCountOfARunningCall() {
    Policy before = policy("9/1m", NOT_FOUND);
    Execution running = check(before);
    Policy after = Policy.builder("p").quotas("9/1m").build();

    limiter.succeed(Map.of(after, before));
    running.settle(answered(200));
    check(after).settle(answered(200));

    assertThat(remaining(after)).isEqualTo(8);
  }

  @Test
  void needsTheEndOfItsCallsOnly() {
    assertThat(check(Policy.builder("all").quotas("9/1m").build()).needsEnd()).isFalse();
    assertThat(limiter.needsEnds()).isFalse();

    Execution execution = check(policy("9/1m", NOT_FOUND));

    assertThat(execution.needsEnd()).isTrue();
    assertThat(execution.awaitsResult()).isTrue();
    assertThat(limiter.needsEnds()).isTrue();
  }

  @Test
  void rejectsALeakyBucketInQuotasAndTiers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy("9/1m leaky-bucket queue 3", NOT_FOUND))
        .withMessageStartingWith("policy p: 9/1m leaky-bucket");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Policy.builder("p")
                    .tier("free", Quotas.parse("9/1m"))
                    .tier("gold", Quotas.parse("9/1m leaky-bucket queue 3"))
                    .count(NOT_FOUND)
                    .build());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "100, 1", "101, 2", "250, 3", "700, 7", "9000, 20"})
  void takesAUnitForEachBegunPeriodOfACall(long millis, long units) {
    Policy policy =
        Policy.builder("p")
            .quotas("100/1h fixed-window")
            .cost(CostResolver.fixed(5))
            .count(Counting.byDuration(result -> true, Duration.ofMillis(100), 20))
            .build();
    Execution execution = check(policy);
    assertThat(remaining(policy)).isEqualTo(95);

    clock.advance(Duration.ofMillis(millis));
    execution.settle(answered(200));
    execution.settle(answered(200));

    assertThat(remaining(policy)).isEqualTo(100 - units);
  }

  @Test
  void aCallThatUsesMoreThanItsReservationLeavesADebt() {
    Policy policy = policy("3/1m", Counting.byDuration(NOT_FOUND, Duration.ofSeconds(1), 100));
    Execution slow = check(policy);
    Execution uncounted = check(policy);

    clock.advance(Duration.ofSeconds(5));
    uncounted.settle(answered(200));
    slow.settle(answered(404));

    assertThat(check(policy).permitted()).isFalse();
  }

  @Test
  void aNegativeNumberOfUnitsCountsTheReservation() {
    Policy policy =
        policy(
            "9/1m",
            new Counting() {
              @Override
              public boolean counts(Result result) {
                return true;
              }

              @Override
              public long units(Result result, long reserved) {
                return -1;
              }
            });

    check(policy).settle(answered(200));

    assertThat(remaining(policy)).isEqualTo(8);
  }

  @Test
  void rejectsAPolicyThatOnlyLimitsCallsInFlight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy("9 in-flight", NOT_FOUND))
        .withMessageStartingWith("policy p: count has no effect on calls in flight");
  }

  /** The oracle counts the calls of a window that run or that ended with 404. */
  @Test
  void agreesWithACountOfTheCallsThatRunOrCount() {
    Policy policy = policy("5/1m fixed-window", NOT_FOUND);
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      clock.advance(Duration.ofMinutes(2));
      List<Execution> running = new ArrayList<>();
      int taken = 0;
      for (int step = 0; step < 40; step++) {
        if (running.isEmpty() || random.nextBoolean()) {
          Execution execution = check(policy);
          assertThat(execution.permitted()).as("seed %s, step %s", seed, step).isEqualTo(taken < 5);
          if (execution.permitted()) {
            running.add(execution);
            taken++;
          }
        } else {
          boolean found = random.nextInt(4) != 0;
          running.remove(random.nextInt(running.size())).settle(answered(found ? 200 : 404));
          taken -= found ? 1 : 0;
        }
      }
      assertThat(remaining(policy)).isEqualTo(5 - taken);
    }
  }
}
