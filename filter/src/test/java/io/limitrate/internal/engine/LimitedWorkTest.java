package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.CallScope;
import io.limitrate.Endings;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitedWorkTest {
  private static final List<Policy> TWO_AN_HOUR = policy("2/1h");
  private static final List<Policy> ONE_IN_FLIGHT = policy("1 in-flight");
  private static final List<Policy> QUEUE = policy("100/1s leaky-bucket queue 5");

  private final ManualClock clock = new ManualClock();
  private final ManualTimer timer = new ManualTimer(clock);
  private final Endings endings = new Endings();
  private final StoreLimiter limiter = timer.limiter(endings);
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    limiter.close();
  }

  private static List<Policy> policy(String quotas) {
    return List.of(Policy.builder("p").quotas(quotas).build());
  }

  private int run(List<Policy> policies) throws Exception {
    return limiter.run(new TestCall(), policies, runs::incrementAndGet);
  }

  private <T> CompletableFuture<T> runAsync(
      List<Policy> policies, Supplier<CompletionStage<T>> body) {
    return limiter.runAsync(new TestCall(), policies, body).toCompletableFuture();
  }

  @Test
  void bodyRunsInTheScopeOfTheCallWhichEndsAfterwards() throws Exception {
    TestCall call = new TestCall();

    String result =
        limiter.run(
            call,
            ONE_IN_FLIGHT,
            () -> {
              assertThat(CallScope.current()).isSameAs(call);
              assertThatThrownBy(() -> run(ONE_IN_FLIGHT))
                  .isInstanceOf(RateLimitExceededException.class);
              return "result";
            });

    assertThat(result).isEqualTo("result");
    assertThat(CallScope.current()).isNull();
    assertThat(run(ONE_IN_FLIGHT)).isEqualTo(1);
    assertThat(endings.soFar()).containsExactly("p RETURNED", "p RETURNED");
  }

  @Test
  void exceptionOfTheBodyIsThrownAndEndsTheCall() {
    Exception failure = new Exception("failed");

    assertThatThrownBy(
            () ->
                limiter.run(
                    new TestCall(),
                    TWO_AN_HOUR,
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(endings.soFar()).containsExactly("p THREW");
  }

  @Test
  void bodyOfARejectedCallDoesNotRun() throws Exception {
    run(TWO_AN_HOUR);
    run(TWO_AN_HOUR);

    assertThatThrownBy(() -> run(TWO_AN_HOUR)).isInstanceOf(RateLimitExceededException.class);
    assertThat(runs).hasValue(2);
  }

  @Test
  void requestPaysOnceForAPolicy() throws Exception {
    TestCall request = new TestCall();
    for (int i = 0; i < 5; i++) {
      limiter.run(request, TWO_AN_HOUR, runs::incrementAndGet);
    }

    assertThat(runs).hasValue(5);
    assertThat(run(TWO_AN_HOUR)).isEqualTo(6);
  }

  @Test
  void asynchronousCallEndsWithItsStage() {
    CompletableFuture<String> work = new CompletableFuture<>();

    CompletableFuture<String> result = runAsync(ONE_IN_FLIGHT, () -> work);

    assertThat(result).isNotDone();
    assertThatThrownBy(() -> run(ONE_IN_FLIGHT)).isInstanceOf(RateLimitExceededException.class);
    work.complete("result");
    assertThat(result).isCompletedWithValue("result");
    assertThat(endings.soFar()).containsExactly("p RETURNED");
  }

  @Test
  void asynchronousCallWaitsForItsTurnWithoutAThread() {
    assertThat(
            runAsync(QUEUE, () -> CompletableFuture.completedFuture(runs.incrementAndGet())).join())
        .isEqualTo(1);

    CompletableFuture<Integer> second =
        runAsync(QUEUE, () -> CompletableFuture.completedFuture(runs.incrementAndGet()));

    assertThat(runs).hasValue(1);
    timer.advance(Duration.ofMillis(10));
    assertThat(second.join()).isEqualTo(2);
  }

  @Test
  void cancelledCallLeavesTheQueue() {
    assertThat(
            runAsync(QUEUE, () -> CompletableFuture.completedFuture(runs.incrementAndGet())).join())
        .isEqualTo(1);
    CompletableFuture<Integer> second =
        runAsync(QUEUE, () -> CompletableFuture.completedFuture(runs.incrementAndGet()));

    second.cancel(false);

    assertThat(endings.soFar()).containsExactly("p RETURNED", "p GAVE_UP");
    timer.advance(Duration.ofSeconds(1));
    assertThat(runs).hasValue(1);
  }

  @Test
  void asynchronousCallThrowsNothing() throws Exception {
    assertThat(runAsync(TWO_AN_HOUR, () -> null)).isCompletedExceptionally();
    IllegalStateException failure = new IllegalStateException("failed");
    CompletableFuture<Object> failed =
        runAsync(
            TWO_AN_HOUR,
            () -> {
              throw failure;
            });

    assertThatThrownBy(failed::join).cause().isSameAs(failure);
    assertThat(endings.soFar()).containsExactly("p THREW", "p THREW");
    assertThatThrownBy(
            () -> runAsync(TWO_AN_HOUR, () -> CompletableFuture.completedFuture("")).join())
        .cause()
        .isInstanceOf(RateLimitExceededException.class);
  }
}
