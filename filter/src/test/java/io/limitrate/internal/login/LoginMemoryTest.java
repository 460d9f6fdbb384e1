package io.limitrate.internal.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.StoreListener;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a login in the process keeps while other entries fill its memory. */
class LoginMemoryTest {
  private static final int MAX_ENTRIES = 20_000;
  private static final int FLOOD = 30_000;
  private static final CountedQuotas ONE_AN_HOUR = CountedQuotas.parse("1/1h");

  private final ManualClock time = new ManualClock();
  private final Clock clock = Clock.of(time);
  private final Queue<StoreListener.Overflow> overflows = new ConcurrentLinkedQueue<>();
  private int addresses;
  private Store store;
  private LoginGuard guard;

  private void open(String provider, int maxEntries) {
    StoreListener listener =
        new StoreListener() {
          @Override
          public void overflowed(Overflow overflow) {
            overflows.add(overflow);
          }
        };
    store =
        CellStores.open(
            new StoreSettings.InProcess(source(provider), maxEntries), List.of(listener));
    LoginSettings settings =
        LoginSettings.builder("main").challenge(new ChallengeSettings.Own(new Riddle())).build();
    guard = LoginGuard.builder(settings, store).clock(clock).build();
  }

  @AfterEach
  void close() {
    guard.close();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehcache", "caffeine"})
  void rejectedCallsDoNotEvictBlocksOfALogin(String provider) {
    open(provider, MAX_ENTRIES);
    for (int i = 0; i < 5; i++) {
      blockAddress("192.0.2." + i);
      lockName("victim" + i);
    }

    IntStream.range(0, FLOOD).forEach(i -> charge(Key.random(), 2));

    for (int i = 0; i < 5; i++) {
      assertThat(guard.blocks().ofAddress("192.0.2." + i)).isPresent();
      assertThat(fail("victim" + i)).isFalse();
    }
  }

  private void blockAddress(String address) {
    IntStream.range(0, 6).forEach(i -> fail(address, "name" + i));
    assertThat(guard.blocks().ofAddress(address)).isPresent();
  }

  private void lockName(String name) {
    IntStream.range(0, 11).forEach(i -> fail(name));
    assertThat(guard.blocks().ofUsername(name)).isPresent();
  }

  private void charge(Key key, int times) {
    for (int i = 0; i < times; i++) {
      store.apply(key, new Transition.Acquire(ONE_AN_HOUR, 1, clock.nanos()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehcache", "caffeine"})
  void permittedCallsDoNotEvictFailuresOfALogin(String provider) {
    open(provider, 1_000);
    int checks = 0;

    for (int i = 0; i < 30; i++) {
      checks += fail("victim") ? 1 : 0;
      IntStream.range(0, 3_000).forEach(key -> charge(Key.random(), 1));
    }

    assertThat(checks).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehcache", "caffeine"})
  void otherNamesDoNotEvictANameThatIsNearerToItsLock(String provider) {
    open(provider, 1_000);
    int checks = IntStream.range(0, 2).map(i -> fail("victim") ? 1 : 0).sum();

    for (int i = 0; i < 10; i++) {
      for (int name = 0; name < 3_000; name++) {
        fail("user" + i + "-" + name);
      }
      checks += fail("victim") ? 1 : 0;
    }

    assertThat(checks).isEqualTo(10);
    assertThat(overflows).contains(StoreListener.Overflow.EVICTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehcache", "caffeine"})
  void otherAddressesDoNotEvictTheEscalationOfABlock(String provider) {
    open(provider, 1_000);
    blockAddress("192.0.2.1");
    time.advance(Duration.ofMinutes(6));

    IntStream.range(0, FLOOD).forEach(i -> fail("bob" + i));
    blockAddress("192.0.2.1");

    assertThat(guard.blocks().ofAddress("192.0.2.1")).contains(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehcache", "caffeine"})
  void evictsEntriesThatNoLongerCountFirst(String provider) {
    open(provider, 1_000);
    IntStream.range(0, 1_000).forEach(i -> fail("old" + i));
    sweepSecondsBeforeNamesAreIdle();
    time.advance(Duration.ofSeconds(6));

    IntStream.range(0, 500).forEach(i -> fail("new" + i));

    assertThat(overflows).isEmpty();
  }

  /** Afterwards no sweep is due for ten seconds, so only an eviction removes idle names. */
  private void sweepSecondsBeforeNamesAreIdle() {
    time.advance(Duration.ofHours(1).minusSeconds(5));
    fail("old0");
    assertThat(ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.MINUTES)).isTrue();
  }

  /** One eviction removes 16 entries, so 16 threads need one: of usernames, and of addresses. */
  @ParameterizedTest
  @ValueSource(strings = {"ehcache", "caffeine"})
  void threadsThatNeedRoomAtOnceShareAnEviction(String provider) throws Exception {
    open(provider, 1_000);
    IntStream.range(0, 1_000).forEach(i -> fail("early" + i));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CyclicBarrier start = new CyclicBarrier(16);

    List<Future<Boolean>> attempts = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String name = "late" + i;
      String address = nextAddress();
      attempts.add(
          threads.submit(
              () -> {
                start.await();
                return fail(address, name);
              }));
    }
    for (Future<Boolean> attempt : attempts) {
      assertThat(attempt.get(1, TimeUnit.MINUTES)).isTrue();
    }
    threads.shutdown();

    assertThat(overflows).hasSize(2 * 16).containsOnly(StoreListener.Overflow.EVICTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehcache", "caffeine"})
  void usedTokensStayUsedWhateverFillsTheStore(String provider) {
    open(provider, 1_000);
    assertThat(use("nonce")).isTrue();

    IntStream.range(0, FLOOD).forEach(i -> charge(Key.random(), 1));
    IntStream.range(0, 1_500).forEach(i -> use("other" + i));

    assertThat(use("nonce")).isFalse();
    assertThat(use("one more")).isFalse();
    assertThat(overflows).containsOnly(StoreListener.Overflow.REJECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehcache", "caffeine"})
  void tokensAreAcceptedAgainOnceTheUsedOnesHaveExpired(String provider) {
    open(provider, 1_000);
    IntStream.range(0, 1_500).forEach(i -> use("nonce" + i));
    assertThat(use("one more")).isFalse();

    time.advance(Duration.ofHours(1));

    assertThat(use("one more")).isTrue();
  }

  /** Returns whether the token of a solved challenge permits an attempt. */
  private boolean use(String token) {
    LoginKeys keys = guard.keys();
    return guard.counters().useOnce(keys.token(token), Duration.ofMinutes(10), keys.tokenTag());
  }

  /**
   * Returns whether the guard permits a check of a wrong password. The attempt comes from a new
   * address.
   */
  private boolean fail(String name) {
    return fail(nextAddress(), name);
  }

  private String nextAddress() {
    return "2001:db8::" + Integer.toHexString(++addresses);
  }

  private boolean fail(String address, String name) {
    LoginAttempt attempt = guard.attempt(address, n -> List.of());
    return attempt.arrive() instanceof Admission.Admitted
        && attempt.identify(name, TokenSource.NONE) instanceof Admission.Admitted
        && attempt.conclude(Outcome.FAILURE, null);
  }

  private static LocalSource source(String provider) {
    return provider.equals("caffeine") ? new LocalSource.Caffeine() : new LocalSource.Ehcache();
  }
}
