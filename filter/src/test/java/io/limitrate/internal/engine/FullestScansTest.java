package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.ManualCounts.FullKey;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of the fullest keys scan the store at most once a second, and find each key. */
class FullestScansTest {
  private static final int THREADS = 8;

  private final ManualClock clock = new ManualClock();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Policy policy =
      Policy.builder("p").key("user").quotas("10_000/1h fixed-window").build();

  static List<LocalSource> sources() {
    return List.of(new LocalSource.Caffeine(), new LocalSource.Ehcache());
  }

  private StoreLimiter limiter(LocalSource source, int entries) {
    Store store = CellStores.open(new StoreSettings.InProcess(source, entries));
    StoreLimiter limiter = StoreLimiter.builder(store).clock(clock).build();
    opened.add(limiter);
    return limiter;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private Key call(StoreLimiter limiter, Policy of, String user) {
    return limiter.check(new TestCall().with("user", user), List.of(of)).charges().get(0).key();
  }

  private static List<Key> keys(List<FullKey> fullest) {
    return fullest.stream().map(FullKey::key).toList();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aListIsAtMostASecondOld(LocalSource source) {
    StoreLimiter limiter = limiter(source, 1_000);
    Key alice = call(limiter, policy, "alice");
    assertThat(keys(limiter.counts().fullest(policy, 10))).containsExactly(alice);

    call(limiter, policy, "bob");
    Key bob = call(limiter, policy, "bob");
    clock.advance(Duration.ofSeconds(1).minusNanos(1));
    List<FullKey> early = limiter.counts().fullest(policy, 10);
    clock.advance(Duration.ofNanos(1));
    List<FullKey> late = limiter.counts().fullest(policy, 10);

    assertThat(keys(early)).containsExactly(alice);
    assertThat(keys(late)).containsExactly(bob, alice);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aListOfOnePolicyDoesNotStandForAnother(LocalSource source) {
    StoreLimiter limiter = limiter(source, 1_000);
    Policy other = Policy.builder("other").key("user").quotas("10/1h").build();
    Key alice = call(limiter, policy, "alice");
    Key bob = call(limiter, other, "bob");

    assertThat(keys(limiter.counts().fullest(policy, 10))).containsExactly(alice);
    assertThat(keys(limiter.counts().fullest(other, 10))).containsExactly(bob);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aReloadOfThePolicyEndsItsList(LocalSource source) {
    StoreLimiter limiter = limiter(source, 1_000);
    Key alice = call(limiter, policy, "alice");
    limiter.counts().fullest(policy, 10);
    Policy next = Policy.builder("p").key("user").quotas("100/1h fixed-window").build();

    limiter.succeed(Map.of(policy, next));
    Key bob = call(limiter, next, "bob");

    assertThat(keys(limiter.counts().fullest(next, 10))).contains(alice, bob);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void threadsThatAskAtOnceShareOneScan(LocalSource source) throws Exception {
    StoreLimiter limiter = limiter(source, 1_000);
    call(limiter, policy, "alice");
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    opened.add(threads::shutdownNow);
    Callable<List<FullKey>> ask = () -> limiter.counts().fullest(policy, 10);

    List<Future<List<FullKey>>> answers = threads.invokeAll(Collections.nCopies(THREADS, ask));

    Set<FullKey> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Future<List<FullKey>> answer : answers) {
      distinct.addAll(answer.get());
    }
    assertThat(distinct).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void ofManyKeysTheFullestThousandAreListed(LocalSource source) {
    StoreLimiter limiter = limiter(source, 10_000);
    List<Key> rare = new ArrayList<>();
    List<Key> busy = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      rare.add(call(limiter, policy, "rare" + i));
    }
    for (int i = 0; i < 900; i++) {
      call(limiter, policy, "busy" + i);
      busy.add(call(limiter, policy, "busy" + i));
    }

    List<Key> fullest = keys(limiter.counts().fullest(policy, 1_000));

    assertThat(fullest).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(fullest.subList(0, 900)).containsExactlyInAnyOrderElementsOf(busy);
    assertThat(rare).containsAll(fullest.subList(900, 1_000));
  }

  /** Others evict the count of the rejected key from the bounded store. */
  @ParameterizedTest
  @MethodSource("sources")
  void aRejectedKeyIsListedAlsoAfterAFloodOfOtherKeys(LocalSource source) {
    StoreLimiter limiter = limiter(source, 100);
    Policy ten = Policy.builder("ten").key("user").quotas("10/1h").build();
    Key rejected = call(limiter, ten, "rejected");
    for (int i = 0; i < 10; i++) {
      call(limiter, ten, "rejected");
    }

    for (int i = 0; i < 5_000; i++) {
      call(limiter, ten, "other" + i);
    }

    assertThat(keys(limiter.counts().fullest(ten, 1))).containsExactly(rejected);
  }
}
