package io.limitrate.internal.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.KeySpec;
import io.limitrate.LogLines;
import io.limitrate.QuotaProvider;
import io.limitrate.QuotaProvider.Request;
import io.limitrate.QuotaProvider.Settings;
import io.limitrate.Quotas;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a provider is asked, and which quotas hold meanwhile. */
class CustomerQuotasTest {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration STALE = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Quotas SMALL = Quotas.parse("10/1m");
  private static final Quotas LARGE = Quotas.parse("1000/1m");

  /** A provider whose answers a test completes by hand. */
  private static final class Database implements QuotaProvider {
    private final List<String> asked = new ArrayList<>();
    private final List<CompletableFuture<Optional<Quotas>>> answers = new ArrayList<>();

    @Override
    public CompletionStage<Optional<Quotas>> quotas(Request request) {
      asked.add(request.customer());
      answers.add(new CompletableFuture<>());
      return last();
    }

    CompletableFuture<Optional<Quotas>> last() {
      return answers.get(answers.size() - 1);
    }

    void answer(@Nullable Quotas quotas) {
      last().complete(Optional.ofNullable(quotas));
    }

    void fail() {
      last().completeExceptionally(new IllegalStateException("the database is down"));
    }
  }

  private final Database database = new Database();
  private final CustomerQuotas quotas = of(settings(database, 1_000));
  private long nowNanos;

  private static Settings settings(QuotaProvider provider, int most) {
    return Settings.builder(provider, KeySpec.parse("user")).maxEntries(most).build();
  }

  private CustomerQuotas of(Settings settings) {
    return of(settings, false);
  }

  private CustomerQuotas of(Settings settings, boolean settles) {
    return new CustomerQuotas("api", settings, settles, Runnable::run, () -> nowNanos);
  }

  private static Call by(String user) {
    return new Call() {
      @Override
      public String user() {
        return user;
      }
    };
  }

  private @Nullable Quotas alice() {
    return quotas.of(by("alice")).quotas();
  }

  private void advance(Duration duration) {
    nowNanos += duration.toNanos();
  }

  @Test
  void thePolicysQuotasHoldUntilTheFirstAnswer() {
    assertThat(alice()).isNull();
    assertThat(alice()).isNull();
    assertThat(database.asked).containsExactly("alice");

    database.answer(LARGE);

    assertThat(alice()).isEqualTo(LARGE);
    assertThat(database.asked).hasSize(1);
  }

  @Test
  void aCallWithoutACustomerAsksNothing() {
    assertThat(quotas.of(new Call() {}).quotas()).isNull();
    assertThat(quotas.of(by("a".repeat(257))).quotas()).isNull();

    assertThat(database.asked).isEmpty();
  }

  @Test
  void theFirstCallAfterFreshAsksWhileTheOldQuotasHold() {
    alice();
    database.answer(LARGE);

    advance(FRESH.multipliedBy(8).dividedBy(10));
    assertThat(alice()).isEqualTo(LARGE);
    assertThat(database.asked).hasSize(1);

    advance(FRESH.dividedBy(5));
    assertThat(alice()).isEqualTo(LARGE);
    assertThat(alice()).isEqualTo(LARGE);
    assertThat(database.asked).hasSize(2);

    database.answer(SMALL);
    assertThat(alice()).isEqualTo(SMALL);
  }

  @Test
  void anUnknownCustomerIsAskedForOnceUntilFresh() {
    alice();
    database.answer(null);

    advance(FRESH.dividedBy(2));
    assertThat(alice()).isNull();
    assertThat(database.asked).hasSize(1);

    advance(FRESH.dividedBy(2));
    alice();
    assertThat(database.asked).hasSize(2);
  }

  @Test
  void aCustomerWhoseQuotasEndHasThoseOfThePolicy() {
    alice();
    database.answer(LARGE);
    advance(FRESH);
    alice();

    database.answer(null);

    assertThat(alice()).isNull();
  }

  /** Edge case: the provider is down when the answer is no longer fresh. */
  @Test
  void theLastAnswerHoldsThroughFailuresUntilStale() {
    alice();
    database.answer(LARGE);
    long answeredNanos = nowNanos;

    advance(FRESH);
    while (nowNanos - answeredNanos < STALE.toNanos()) {
      assertThat(alice()).isEqualTo(LARGE);
      database.fail();
      advance(Duration.ofSeconds(10));
    }

    assertThat(alice()).isNull();
    assertThat(database.asked).hasSizeBetween(20, 70);
  }

  @Test
  void theFirstSuccessAfterStaleBringsTheQuotasBack() {
    alice();
    database.answer(LARGE);
    advance(STALE);
    assertThat(alice()).isNull();

    database.answer(SMALL);

    assertThat(alice()).isEqualTo(SMALL);
  }

  @Test
  void eachFailureDoublesThePauseUpToFresh() {
    List<Long> pauses = new ArrayList<>();
    alice();
    for (int i = 1; i <= 9; i++) {
      database.fail();
      long failedNanos = nowNanos;
      while (database.asked.size() == i) {
        advance(Duration.ofMillis(100));
        alice();
      }
      pauses.add(TimeUnit.NANOSECONDS.toMillis(nowNanos - failedNanos));
    }

    for (int i = 0; i < pauses.size(); i++) {
      long leastMillis = Math.min(1_000L << i, FRESH.toMillis());
      assertThat(pauses.get(i)).isBetween(leastMillis, leastMillis * 3 / 2 + 100);
    }
  }

  @Test
  void aSuccessEndsThePausesOfFailures() {
    alice();
    for (int i = 0; i < 4; i++) {
      database.fail();
      advance(FRESH.multipliedBy(2));
      alice();
    }
    database.answer(LARGE);
    advance(FRESH);
    alice();
    database.fail();

    advance(Duration.ofMillis(1_600));
    alice();

    assertThat(database.asked).hasSize(7);
  }

  @Test
  void aRequestWithoutAnAnswerIsCancelledAndAskedAgain() {
    alice();
    CompletableFuture<?> stuck = database.last();

    advance(TIMEOUT.minusNanos(1));
    alice();
    assertThat(stuck).isNotDone();

    advance(Duration.ofNanos(1));
    alice();
    assertThat(stuck).isCancelled();
    assertThat(database.asked).hasSize(1);

    advance(Duration.ofSeconds(2));
    alice();
    database.answer(LARGE);
    assertThat(alice()).isEqualTo(LARGE);
  }

  @Test
  void aCustomerIsNotAskedAboutAgainWhileTheProviderKeepsItsThread() {
    List<String> asked = new ArrayList<>();
    AtomicReference<CustomerQuotas> slow = new AtomicReference<>();
    QuotaProvider provider =
        request -> {
          asked.add(request.customer());
          for (int i = 0; i < 9; i++) {
            advance(TIMEOUT.multipliedBy(2));
            assertThat(slow.get().of(by("alice")).quotas()).isNull();
          }
          return CompletableFuture.completedFuture(Optional.of(LARGE));
        };
    slow.set(of(settings(provider, 10)));

    slow.get().of(by("alice"));

    assertThat(asked).containsExactly("alice");
  }

  @Test
  void aLateAnswerDoesNotReplaceALaterOne() {
    CompletableFuture<Optional<Quotas>> source = new CompletableFuture<>();
    List<CompletionStage<Optional<Quotas>>> stages = new ArrayList<>();
    stages.add(source.minimalCompletionStage());
    stages.add(CompletableFuture.completedFuture(Optional.of(LARGE)));
    AtomicInteger next = new AtomicInteger();
    CustomerQuotas own = of(settings(request -> stages.get(next.getAndIncrement()), 10));
    own.of(by("alice"));
    advance(TIMEOUT);
    own.of(by("alice"));
    advance(Duration.ofSeconds(2));
    own.of(by("alice"));

    source.complete(Optional.of(SMALL));

    assertThat(own.of(by("alice")).quotas()).isEqualTo(LARGE);
  }

  /** The answer has an effect before the provider has returned. */
  @Test
  void aRefreshBetweenTheAnswerAndTheReturnOfTheProviderAsksAgain() {
    AtomicReference<CustomerQuotas> own = new AtomicReference<>();
    Deque<Quotas> plans = new ArrayDeque<>(List.of(SMALL, LARGE));
    QuotaProvider provider =
        request -> {
          boolean first = plans.size() == 2;
          return new CompletableFuture<Optional<Quotas>>() {
            @Override
            public CompletableFuture<Optional<Quotas>> whenComplete(
                BiConsumer<? super Optional<Quotas>, ? super Throwable> action) {
              action.accept(Optional.of(plans.remove()), null);
              if (first) {
                own.get().refresh("alice");
              }
              return this;
            }
          };
        };
    own.set(of(settings(provider, 10)));

    own.get().of(by("alice"));

    assertThat(own.get().known("alice")).isEqualTo(LARGE);
    assertThat(plans).isEmpty();
  }

  static List<QuotaProvider> broken() {
    return List.of(
        request -> {
          throw new IllegalStateException("broken");
        },
        request -> {
          throw new java.io.IOException("broken");
        },
        request -> {
          throw new StackOverflowError();
        },
        request -> null,
        request -> CompletableFuture.completedFuture(null),
        request -> CompletableFuture.failedFuture(new StackOverflowError()),
        (QuotaProvider.Blocking) request -> null);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenProviderIsLoggedWithoutTheCustomer(QuotaProvider provider) {
    try (LogLines log = LogLines.of(QuotaProvider.class)) {
      AtomicInteger asked = new AtomicInteger();
      CustomerQuotas own =
          of(
              settings(
                  request -> {
                    asked.incrementAndGet();
                    return provider.quotas(request);
                  },
                  10));

      assertThat(own.of(by("alice")).quotas()).isNull();
      assertThat(own.of(by("alice")).quotas()).isNull();

      assertThat(asked).hasValue(1);
      assertThat(log.await("Policy api")).contains("gave no quotas").doesNotContain("alice");
    }
  }

  @Test
  void aLeakyBucketIsNoAnswerForAPolicyThatSettlesCalls() {
    CustomerQuotas own = of(settings(database, 10), true);
    own.of(by("alice"));

    database.answer(Quotas.parse("10/1m leaky-bucket queue 5"));

    assertThat(own.of(by("alice")).quotas()).isNull();
    assertThat(own.isOf(settings(database, 10), true)).isTrue();
    assertThat(own.isOf(settings(database, 10), false)).isFalse();
  }

  @Test
  void aRefreshAsksAtOnceWhileTheOldQuotasHold() {
    alice();
    database.answer(SMALL);

    quotas.refresh("alice");
    assertThat(database.asked).hasSize(2);
    assertThat(alice()).isEqualTo(SMALL);

    database.answer(LARGE);
    assertThat(alice()).isEqualTo(LARGE);
  }

  @Test
  void aRefreshIgnoresTheAnswerToAnEarlierRequest() {
    alice();
    CompletableFuture<Optional<Quotas>> earlier = database.last();

    quotas.refresh("alice");

    assertThat(earlier).isCancelled();
    assertThat(database.asked).hasSize(2);
    database.answer(LARGE);
    assertThat(alice()).isEqualTo(LARGE);
  }

  @Test
  void aFloodOfInventedCustomersHasFewRequestsAndLeavesPlacesForRefreshes() {
    alice();
    database.answer(LARGE);
    for (int i = 0; i < 10_000; i++) {
      quotas.of(by("invented" + i));
    }
    assertThat(database.asked).hasSize(1 + QuotaRequests.MOST - QuotaRequests.RESERVED);

    advance(FRESH);
    quotas.of(by("alice"));

    assertThat(database.asked.subList(1, database.asked.size())).contains("alice");
  }

  @Test
  void requestsOfCustomersWhoAreGoneEndAfterTheTimeOut() {
    for (int i = 0; i < 1_000; i++) {
      quotas.of(by("gone" + i));
    }
    int asked = database.asked.size();

    advance(TIMEOUT);
    quotas.of(by("bob")); // finds all places taken, and frees them
    quotas.of(by("bob"));

    assertThat(database.asked).hasSize(asked + 1).endsWith("bob");
    assertThat(database.answers.subList(0, asked)).allMatch(CompletableFuture::isCancelled);
  }

  @Test
  void aMillionUnknownCustomersEvictNoKnownOne() {
    AtomicInteger asked = new AtomicInteger();
    CustomerQuotas own =
        of(
            settings(
                request -> {
                  asked.incrementAndGet();
                  return CompletableFuture.completedFuture(
                      request.customer().startsWith("known")
                          ? Optional.of(LARGE)
                          : Optional.empty());
                },
                100));
    IntStream.range(0, 100).forEach(i -> own.of(by("known" + i)));

    IntStream.range(0, 1_000_000).forEach(i -> own.of(by("unknown" + i)));
    asked.set(0);

    assertThat(own.remembered()).isEqualTo(200);
    assertThat(IntStream.range(0, 100).mapToObj(i -> own.of(by("known" + i)).quotas()))
        .containsOnly(LARGE);
    assertThat(asked).hasValue(0);
  }

  @Test
  void aThousandThreadsStartOneRequest() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CompletableFuture<Optional<Quotas>> answer = new CompletableFuture<>();
    CustomerQuotas own =
        of(
            settings(
                request -> {
                  asked.incrementAndGet();
                  return answer;
                },
                10));
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(1_000);
    try {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        calls.add(
            threads.submit(
                () -> {
                  start.await();
                  return own.of(by("alice")).quotas();
                }));
      }
      start.countDown();
      answer.complete(Optional.of(LARGE));
      for (Future<?> call : calls) {
        call.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(asked).hasValue(1);
    assertThat(own.of(by("alice")).quotas()).isEqualTo(LARGE);
  }

  @Test
  void aCloseCancelsRequestsAndStartsNoMore() {
    alice();

    quotas.close();

    assertThat(database.last()).isCancelled();
    assertThat(quotas.of(by("bob")).quotas()).isNull();
    assertThat(database.asked).hasSize(1);
  }

  @Test
  void anExecutorThatRejectsIsAFailure() {
    CustomerQuotas own =
        new CustomerQuotas(
            "api",
            settings(database, 10),
            false,
            task -> {
              throw new java.util.concurrent.RejectedExecutionException("closed");
            },
            () -> nowNanos);

    assertThat(own.of(by("alice")).quotas()).isNull();

    assertThat(database.asked).isEmpty();
  }
}
