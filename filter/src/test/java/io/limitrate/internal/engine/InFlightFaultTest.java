package io.limitrate.internal.engine;

import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.limitrate.CallOutcome;
import io.limitrate.Policy;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ends 100,000 calls in every way that the limiter knows, while reloads change the limit. */
class InFlightFaultTest {
  private static final int THREADS = 8;
  private static final int CALLS = 100_000 / THREADS;
  private static final int USERS = 10;
  private static final int SLOTS = 3;

  private final StoreLimiter limiter =
      StoreLimiter.builder(
              CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000)))
          .build();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicIntegerArray running = new AtomicIntegerArray(USERS);

  /** Asked after the other policy, because it reads the body. */
  private final Policy never = Policy.builder("never").key("form:x").quotas("1/3000d").build();

  private volatile Policy policy = policy(SLOTS);

  private enum Ending {
    RETURN,
    EXCEPTION,
    ERROR,
    STAGE,
    FAILED_STAGE,
    CANCELLED_STAGE,
    COMPLETED_ELSEWHERE,
    NO_STAGE,
    ERROR_INSTEAD_OF_A_STAGE,
    TIME_OUT,
    CLIENT_LEFT,
    RELEASE,
    GIVE_UP,
    SEVERAL_ENDS,
    CODE
  }

  private static Policy policy(int slots) {
    return Policy.builder("p").key("user").quotas("1000000000/1s, " + slots + " in-flight").build();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    limiter.close();
  }

  @Test
  void noSlotIsLeftAndNoSlotIsGivenTwice() throws Exception {
    limiter.check(call(0), List.of(never));
    List<Future<?>> all = new ArrayList<>();
    for (int seed = 0; seed < THREADS; seed++) {
      Random random = new Random(seed);
      all.add(threads.submit(() -> calls(random)));
    }
    for (Future<?> one : all) {
      one.get();
    }

    assertThat(IntStream.range(0, USERS).map(running::get)).containsOnly(0);
    assertThat(IntStream.range(0, USERS).mapToLong(this::free))
        .containsOnly(policy.quotas().list().get(1).limit());
  }

  private static TestCall call(int user) {
    return new TestCall().with("user", "u" + user).with("form:x", "1");
  }

  private long free(int user) {
    return limiter.peek(call(user), List.of(policy)).charges().get(0).decision().remaining();
  }

  private Void calls(Random random) throws Exception {
    for (int i = 0; i < CALLS; i++) {
      int user = random.nextInt(USERS);
      if (random.nextInt(1_000) == 0) {
        reload(random.nextBoolean() ? SLOTS : SLOTS - 1);
      }
      TestCall call = call(user);
      if (random.nextInt(10) == 0) {
        assertThat(limiter.check(call(user), List.of(policy, never)).permitted()).isFalse();
      }
      Execution execution = limiter.check(call, List.of(policy));
      if (execution.permitted()) {
        assertThat(running.incrementAndGet(user)).isBetween(1, SLOTS);
        end(Ending.values()[random.nextInt(Ending.values().length)], execution, call, user);
      }
    }
    return null;
  }

  private synchronized void reload(int slots) {
    Policy next = policy(slots);
    limiter.succeed(Map.of(next, policy));
    policy = next;
  }

  private void end(Ending ending, Execution execution, TestCall call, int user) throws Exception {
    Execution.Body leaves =
        () -> {
          running.decrementAndGet(user);
          return null;
        };
    switch (ending) {
      case RETURN -> run(execution, call, leaves);
      case EXCEPTION -> run(execution, call, then(leaves, new Exception()));
      case ERROR -> run(execution, call, then(leaves, new StackOverflowError()));
      case STAGE -> runStage(execution, call, then(leaves, CompletableFuture.completedFuture("")));
      case FAILED_STAGE -> runStage(execution, call, then(leaves, failedFuture(new Error())));
      case CANCELLED_STAGE ->
          runStage(execution, call, then(leaves, failedFuture(new CancellationException())));
      case COMPLETED_ELSEWHERE -> {
        CompletableFuture<String> stage = new CompletableFuture<>();
        runStage(execution, call, then(leaves, stage));
        CompletableFuture.runAsync(() -> stage.complete("")).join();
      }
      case NO_STAGE -> runStage(execution, call, leaves);
      case ERROR_INSTEAD_OF_A_STAGE -> runStage(execution, call, then(leaves, new Error()));
      case TIME_OUT -> end(execution, user, CallOutcome.TIMED_OUT);
      case CLIENT_LEFT -> end(execution, user, CallOutcome.ABORTED);
      case RELEASE -> {
        running.decrementAndGet(user);
        execution.release();
      }
      case GIVE_UP -> {
        running.decrementAndGet(user);
        execution.giveUp();
      }
      case SEVERAL_ENDS -> {
        end(execution, user, CallOutcome.RETURNED);
        call.ledger().end(CallOutcome.RETURNED);
        execution.release();
        execution.end(CallOutcome.TIMED_OUT);
      }
      case CODE -> {
        running.decrementAndGet(user);
        execution.end();
      }
    }
  }

  private void end(Execution execution, int user, CallOutcome outcome) {
    running.decrementAndGet(user);
    execution.end(outcome);
  }

  private static Execution.Body then(Execution.Body first, Object last) {
    return () -> {
      first.run();
      if (last instanceof Throwable thrown) {
        throw thrown;
      }
      return last;
    };
  }

  private static void run(Execution execution, TestCall call, Execution.Body body) {
    Throwable thrown = catchThrowable(() -> execution.run(call, body));
    assertThat(thrown instanceof AssertionError).isFalse();
  }

  private static void runStage(Execution execution, TestCall call, Execution.Body body) {
    Throwable thrown = catchThrowable(() -> execution.runStage(call, body));
    assertThat(thrown instanceof AssertionError).isFalse();
  }
}
