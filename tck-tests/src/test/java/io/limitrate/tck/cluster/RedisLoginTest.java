package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.Verification;
import io.limitrate.config.LocalSource;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.internal.store.shared.SharedStores;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import io.limitrate.tck.Await;
import io.limitrate.tck.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A login that two nodes protect over one Redis server. */
class RedisLoginTest {
  private static final Key SECRET = Key.random();
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final List<LoginNode> NODES = new ArrayList<>();
  private static final AtomicInteger ADDRESSES = new AtomicInteger();
  private static RedisServer redis;

  private final String user = "user" + ADDRESSES.incrementAndGet();

  /** A node: its guard and its store. */
  private record LoginNode(LoginGuard guard, Store store, Store local) {
    static LoginNode start(Duration timeout) {
      Clock clock = Clock.monotonic();
      SharedSource source = new SharedSource.RedisAddress(redis.address());
      StoreSettings.Shared settings = StoreSettings.shared(source, SECRET).timeout(timeout).build();
      Store store = SharedStores.open(settings, clock, List.of());
      Store local = CellStores.open(new StoreSettings.InProcess(new LocalSource.Ehcache(), 1_000));
      LoginSettings login =
          LoginSettings.builder("main").challenge(new ChallengeSettings.Own(new Riddle())).build();
      LoginGuard guard =
          LoginGuard.builder(login, store).local(local, 2).clock(clock).secret(SECRET).build();
      return new LoginNode(guard, store, local);
    }

    Admission attempt(String address, String username, Outcome outcome, TokenSource tokens) {
      LoginAttempt attempt = guard.attempt(address, n -> List.of());
      Admission admission = attempt.arrive();
      if (admission instanceof Admission.Admitted) {
        admission = attempt.identify(username, tokens);
      }
      if (admission instanceof Admission.Admitted) {
        attempt.conclude(outcome, null);
      }
      return admission;
    }

    void close() {
      guard.close();
      store.close();
      local.close();
    }
  }

  /** A challenge whose solution is its subject. */
  private static final class Riddle implements ChallengeProvider {
    @Override
    public Challenge issue(ChallengeContext context) {
      return Challenge.of("riddle", "answer").url(context.toString()).build();
    }

    @Override
    public Verification verify(String token, ChallengeContext context, Duration deadline) {
      return token.equals(context.toString())
          ? Verification.passed(token)
          : Verification.failed("wrong");
    }
  }

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    NODES.add(LoginNode.start(Duration.ofSeconds(5)));
    NODES.add(LoginNode.start(Duration.ofSeconds(5)));
  }

  @AfterAll
  static void stop() {
    NODES.forEach(LoginNode::close);
    redis.close();
  }

  private static LoginNode node(int i) {
    return NODES.get(i % NODES.size());
  }

  private static String address() {
    return "198.51.100." + ADDRESSES.incrementAndGet();
  }

  private Admission fail(int node, String address) {
    return node(node).attempt(address, user, Outcome.FAILURE, TokenSource.NONE);
  }

  @Test
  void rejectsTheEleventhFailureOfAUsernameOnWhicheverNode() {
    for (int i = 0; i < 10; i++) {
      assertThat(fail(i, address())).isInstanceOf(Admission.Admitted.class);
    }

    assertThat(fail(0, address())).isInstanceOf(Admission.Blocked.class);
    assertThat(fail(1, address())).isInstanceOf(Admission.Blocked.class);
  }

  @Test
  void countsAnAddressOverAllNodes() {
    String address = address();

    List<Admission> answers = IntStream.range(0, 6).mapToObj(i -> fail(i, address)).toList();

    assertThat(answers.subList(0, 3)).allMatch(Admission.Admitted.class::isInstance);
    assertThat(answers.subList(3, 5)).allMatch(Admission.Challenged.class::isInstance);
    assertThat(answers.get(5)).isInstanceOf(Admission.Blocked.class);
  }

  @Test
  void aHundredGuessesAtOnceTakeTenPlacesOnAllNodesTogether() {
    List<LoginAttempt> attempts =
        IntStream.range(0, 100)
            .mapToObj(i -> node(i).guard().attempt(address(), cookie -> List.of()))
            .toList();

    long admitted =
        attempts.parallelStream()
            .map(attempt -> attempt.identify(user, TokenSource.NONE))
            .filter(Admission.Admitted.class::isInstance)
            .count();

    assertThat(admitted).isBetween(1L, 10L);
  }

  @RepeatedTest(3)
  void aHundredGuessesAtOnceOnTwoFreshNodesTakeTenPlacesThoughTheyMakeTheStoreSlow()
      throws Exception {
    LoginNode one = LoginNode.start(Duration.ofMillis(50));
    LoginNode other = LoginNode.start(Duration.ofMillis(50));
    ExecutorService threads = Executors.newFixedThreadPool(100);
    try {
      List<Callable<Admission>> guesses =
          IntStream.range(0, 100).mapToObj(i -> guess(i % 2 == 0 ? one : other)).toList();

      long admitted = 0;
      for (Future<Admission> guess : threads.invokeAll(guesses)) {
        admitted += guess.get() instanceof Admission.Admitted ? 1 : 0;
      }

      assertThat(admitted).isLessThanOrEqualTo(10);
    } finally {
      threads.shutdownNow();
      one.close();
      other.close();
    }
  }

  private Callable<Admission> guess(LoginNode node) {
    String address = address();
    return () -> node.attempt(address, user, Outcome.FAILURE, TokenSource.NONE);
  }

  @Test
  void aTokenThatOneNodeHasSeenIsOfNoUseToAnother() {
    String address = address();
    IntStream.range(0, 3).forEach(i -> fail(i, address));
    Admission.Challenged asked = (Admission.Challenged) fail(0, address);
    String token = asked.challenge().url();
    String other = address();
    IntStream.range(0, 3).forEach(i -> fail(i, other));

    assertThat(node(1).attempt(other, user, Outcome.FAILURE, field -> token))
        .isInstanceOf(Admission.Challenged.class);
    assertThat(node(1).attempt(address, user, Outcome.FAILURE, field -> token))
        .isInstanceOf(Admission.Admitted.class);
    IntStream.range(0, 2).forEach(i -> node(i).guard().blocks().liftAddress(address, "test"));
    IntStream.range(0, 3).forEach(i -> fail(0, address));
    assertThat(node(0).attempt(address, user, Outcome.FAILURE, field -> token))
        .isInstanceOf(Admission.Challenged.class);
  }

  @Test
  void aBlockThatOneNodeLiftsEndsOnTheOther() {
    String address = address();
    IntStream.range(0, 6).forEach(i -> fail(0, address));
    assertThat(fail(1, address)).isInstanceOf(Admission.Blocked.class);
    assertThat(node(1).guard().blocks().list()).isNotEmpty();

    assertThat(node(0).guard().blocks().liftAddress(address, "test")).isTrue();

    Await.until("the block ends", LONGEST, () -> fail(1, address) instanceof Admission.Admitted);
  }
}
