package io.limitrate.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.algorithm.SingleState;
import io.limitrate.internal.algorithm.StateCodec;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.login.Admission;
import io.limitrate.login.BlockKind;
import io.limitrate.login.LoginBlock;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginEvent.Blocked;
import io.limitrate.login.LoginEvent.ChallengeRequired;
import io.limitrate.login.LoginEvent.LoginFailed;
import io.limitrate.login.LoginEvent.StuffingSuspected;
import io.limitrate.login.LoginEvent.Unblocked;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginGuardTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final ManualClock time = new ManualClock();
  private final Riddle riddle = new Riddle();
  private final List<LoginEvent> events = new CopyOnWriteArrayList<>();
  private final Store cells =
      CellStores.open(new StoreSettings.InProcess(new LocalSource.Ehcache(), 10_000));
  private final CountingStore store = new CountingStore(cells);
  private LoginGuard guard;

  @BeforeEach
  void start() {
    guard = guard(settings());
  }

  @AfterEach
  void stop() {
    guard.close();
    cells.close();
  }

  private LoginSettings.Builder settings() {
    return settings("main");
  }

  private LoginSettings.Builder settings(String name) {
    return LoginSettings.builder(name)
        .challenge(new ChallengeSettings.Own(riddle))
        .unavailable(LoginSettings.Unavailable.CLOSED);
  }

  private LoginGuard guard(LoginSettings.Builder settings) {
    return LoginGuard.builder(settings.build(), store)
        .clock(Clock.of(time))
        .listener(events::add)
        .build();
  }

  /** A store that counts its calls and can be unavailable. */
  private static final class CountingStore implements Store {
    private final Store store;
    final AtomicInteger operations = new AtomicInteger();
    volatile boolean dead;
    volatile boolean lost;

    CountingStore(Store store) {
      this.store = store;
    }

    @Override
    public <A> A apply(Key key, Transition<A> transition) {
      operations.incrementAndGet();
      if (dead) {
        throw new IllegalStateException("out of reach");
      }
      return store.apply(key, transition);
    }

    @Override
    public boolean lost() {
      return lost;
    }

    @Override
    public void forEach(StateCodec codec, BiConsumer<Key, SingleState> action) {
      store.forEach(codec, action);
    }

    @Override
    public void close() {}
  }

  private Admission admission(LoginAttempt attempt, String username, TokenSource tokens) {
    return attempt.arrive() instanceof Admission.Admitted
        ? attempt.identify(username, tokens)
        : attempt.arrive();
  }

  private Admission attempt(String address, String username, Outcome outcome) {
    LoginAttempt attempt = guard.attempt(address, n -> List.of());
    Admission admission = admission(attempt, username, TokenSource.NONE);
    if (admission instanceof Admission.Admitted) {
      attempt.conclude(outcome, null);
    }
    return admission;
  }

  /** Makes an attempt that contains the solution of the challenge. */
  private Admission solving(String address, String username, Outcome outcome) {
    LoginAttempt asked = guard.attempt(address, n -> List.of());
    Admission.Challenged challenged =
        (Admission.Challenged) admission(asked, username, TokenSource.NONE);
    String token = token(challenged.challenge());
    LoginAttempt attempt = guard.attempt(address, n -> List.of());
    Admission admission = admission(attempt, username, field -> token);
    if (admission instanceof Admission.Admitted) {
      attempt.conclude(outcome, null);
    }
    return admission;
  }

  private static String token(Challenge challenge) {
    return challenge.data().substring(1, challenge.data().length() - 1) + "nonce";
  }

  private static String address(int i) {
    return "192.0.2." + i;
  }

  @Test
  void challengesTheFourthAttemptInAMinuteAndRejectsTheSixthForFiveMinutes() {
    List<Admission> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      answers.add(attempt("192.0.2.1", "alice", Outcome.FAILURE));
    }

    assertThat(answers.subList(0, 3)).allMatch(Admission.Admitted.class::isInstance);
    assertThat(answers.subList(3, 5)).allMatch(Admission.Challenged.class::isInstance);
    assertThat(answers.get(5)).isEqualTo(new Admission.Blocked(FIVE_MINUTES));
  }

  @Test
  void aSolvedChallengeBuysOneAttemptAndNoMoreThanFiveAMinute() {
    IntStream.range(0, 3).forEach(i -> attempt("192.0.2.1", "alice", Outcome.FAILURE));

    assertThat(solving("192.0.2.1", "alice", Outcome.FAILURE))
        .isInstanceOf(Admission.Admitted.class);
    assertThat(attempt("192.0.2.1", "alice", Outcome.FAILURE))
        .isInstanceOf(Admission.Blocked.class);
  }

  @Test
  void aTokenIsGoodOnceAndForItsUserAndAddressOnly() {
    IntStream.range(0, 3).forEach(i -> attempt("192.0.2.1", "alice", Outcome.FAILURE));
    IntStream.range(0, 3).forEach(i -> attempt("192.0.2.2", "alice", Outcome.FAILURE));
    LoginAttempt asked = guard.attempt("192.0.2.1", n -> List.of());
    String token =
        token(((Admission.Challenged) admission(asked, "alice", TokenSource.NONE)).challenge());

    assertThat(admission(guard.attempt("192.0.2.2", n -> List.of()), "alice", f -> token))
        .isInstanceOf(Admission.Challenged.class);
    time.advance(Duration.ofSeconds(59));
    IntStream.range(0, 3).forEach(i -> attempt("192.0.2.3", "bob", Outcome.FAILURE));
    assertThat(admission(guard.attempt("192.0.2.1", n -> List.of()), "alice", f -> token))
        .isInstanceOf(Admission.Admitted.class);
    time.advance(Duration.ofSeconds(2));
    IntStream.range(0, 3).forEach(i -> attempt("192.0.2.1", "carol", Outcome.FAILURE));
    assertThat(admission(guard.attempt("192.0.2.1", n -> List.of()), "alice", f -> token))
        .isInstanceOf(Admission.Challenged.class);
  }

  @Test
  void rejectsTheEleventhFailureOfAUsernameInAnHourFromAnyAddress() {
    for (int i = 0; i < 10; i++) {
      assertThat(attempt(address(i), "alice", Outcome.FAILURE))
          .isInstanceOf(Admission.Admitted.class);
      time.advance(Duration.ofMinutes(1));
    }

    assertThat(attempt(address(99), "alice", Outcome.SUCCESS))
        .isEqualTo(new Admission.Blocked(Duration.ofMinutes(50)));
    assertThat(attempt(address(99), "bob", Outcome.SUCCESS)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void aSuccessForgetsTheFailuresOfTheUsernameAndNotThoseOfTheAddress() {
    IntStream.range(1, 10).forEach(i -> attempt(address(i), "alice", Outcome.FAILURE));
    IntStream.range(0, 2).forEach(i -> attempt("192.0.2.77", "bob", Outcome.FAILURE));

    attempt("192.0.2.77", "alice", Outcome.SUCCESS);

    attempt("192.0.2.77", "bob", Outcome.FAILURE);
    assertThat(attempt("192.0.2.77", "bob", Outcome.FAILURE))
        .isInstanceOf(Admission.Challenged.class);
    for (int i = 100; i < 110; i++) {
      assertThat(attempt(address(i), "alice", Outcome.FAILURE))
          .isInstanceOf(Admission.Admitted.class);
    }
    assertThat(attempt(address(200), "alice", Outcome.FAILURE))
        .isInstanceOf(Admission.Blocked.class);
  }

  @Test
  void aUserMayFailTenTimesRightAfterACleanSuccess() {
    attempt(address(250), "alice", Outcome.SUCCESS);

    for (int i = 0; i < 10; i++) {
      assertThat(attempt(address(i), "alice", Outcome.FAILURE))
          .isInstanceOf(Admission.Admitted.class);
    }
    assertThat(attempt(address(200), "alice", Outcome.FAILURE))
        .isInstanceOf(Admission.Blocked.class);
  }

  @Test
  void aHundredGuessesAtOnceCheckTenPasswords() {
    List<LoginAttempt> all =
        IntStream.range(0, 100).mapToObj(i -> guard.attempt(address(i), n -> List.of())).toList();

    assertThat(all.parallelStream().map(a -> admission(a, "alice", TokenSource.NONE)).toList())
        .filteredOn(Admission.Admitted.class::isInstance)
        .hasSize(10);
  }

  @Test
  void validLoginsOfOneUserOneAfterTheOtherAreNeverRejected() {
    for (int i = 0; i < 50; i++) {
      assertThat(attempt(address(i), "service", Outcome.SUCCESS))
          .isInstanceOf(Admission.Admitted.class);
    }
  }

  @Test
  void aLoginWithoutSuspicionTakesTwoOperations() {
    attempt("192.0.2.1", "alice", Outcome.SUCCESS);

    assertThat(store.operations.get()).isEqualTo(2);
  }

  @Test
  void unknownOutcomeIsAFailureOfTheUsernameAndOfTheAddress() {
    IntStream.range(0, 3).forEach(i -> attempt("192.0.2.1", "alice", Outcome.UNKNOWN));
    IntStream.range(2, 9).forEach(i -> attempt(address(i), "alice", Outcome.UNKNOWN));

    assertThat(attempt("192.0.2.1", "bob", Outcome.UNKNOWN))
        .isInstanceOf(Admission.Challenged.class);
    assertThat(attempt("192.0.2.9", "alice", Outcome.UNKNOWN))
        .isInstanceOf(Admission.Blocked.class);
  }

  @Test
  void namesCannotBeLockedFromOneAddressByUnknownOutcomesWithoutAChallenge() {
    Limit thousand = new Limit(1_000, Duration.ofMinutes(1));
    LoginLimits usual = LoginLimits.ADDRESS;
    guard.close();
    guard =
        guard(
            settings()
                .address(
                    new LoginLimits(
                        thousand,
                        usual.failures(),
                        usual.challenge(),
                        usual.block(),
                        usual.spraying())));

    long admitted =
        IntStream.range(0, 500)
            .mapToObj(i -> attempt("192.0.2.1", "user" + i / 10, Outcome.UNKNOWN))
            .filter(Admission.Admitted.class::isInstance)
            .count();

    assertThat(admitted).isEqualTo(3);
    assertThat(guard.blocks().ofUsername("user0")).isEmpty();
  }

  @Test
  void sprayingIsNoticedByUnknownOutcomesToo() {
    for (int i = 0; i < 11; i++) {
      attempt("192.0.2.77", "user" + i, Outcome.UNKNOWN);
      time.advance(Duration.ofSeconds(30));
    }

    assertThat(events).hasAtLeastOneElementOfType(StuffingSuspected.class);
  }

  @Test
  void anErrorDoesNotCountForTheUsernameButForTheAddress() {
    IntStream.range(0, 5).forEach(i -> attempt("192.0.2.1", "alice", Outcome.ERROR));

    assertThat(attempt("192.0.2.1", "alice", Outcome.ERROR)).isInstanceOf(Admission.Blocked.class);
    for (int i = 2; i < 12; i++) {
      assertThat(attempt(address(i), "alice", Outcome.FAILURE))
          .isInstanceOf(Admission.Admitted.class);
    }
  }

  @Test
  void theFirstConclusionOfAnAttemptWins() {
    LoginAttempt attempt = guard.attempt("192.0.2.1", n -> List.of());
    attempt.identify("alice", TokenSource.NONE);

    assertThat(attempt.conclude(Outcome.SUCCESS, null)).isTrue();
    assertThat(attempt.conclude(Outcome.FAILURE, null)).isFalse();
    assertThat(events).isEmpty();
  }

  @Test
  void anAttemptWithoutAUsernameNeedsAChallenge() {
    assertThat(attempt("192.0.2.1", null, Outcome.FAILURE))
        .isInstanceOf(Admission.Challenged.class);
  }

  @Test
  void aMalformedRequestIsAFailureOfTheAddress() {
    IntStream.range(0, 3).forEach(i -> guard.attempt("192.0.2.1", n -> List.of()).malformed());

    assertThat(attempt("192.0.2.1", "alice", Outcome.FAILURE))
        .isInstanceOf(Admission.Challenged.class);
  }

  @Test
  void admitsAKnownBrowserWhileItsUserIsUnderAttack() {
    String cookie = deviceCookie("192.0.2.1", "alice");
    IntStream.range(2, 12).forEach(i -> attempt(address(i), "alice", Outcome.FAILURE));
    assertThat(attempt("192.0.2.1", "alice", Outcome.SUCCESS))
        .isInstanceOf(Admission.Blocked.class);

    LoginAttempt known = guard.attempt("192.0.2.1", n -> List.of(cookie));

    assertThat(admission(known, "alice", TokenSource.NONE)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void aKnownBrowserHasABudgetOfItsOwnForItsUserOnly() {
    String cookie = deviceCookie("192.0.2.1", "alice");
    for (int i = 0; i < 3; i++) {
      LoginAttempt wrong = guard.attempt("192.0.2.1", n -> List.of(cookie));
      admission(wrong, "alice", TokenSource.NONE);
      wrong.conclude(Outcome.FAILURE, null);
    }

    assertThat(
            admission(guard.attempt("192.0.2.1", n -> List.of(cookie)), "alice", TokenSource.NONE))
        .isInstanceOf(Admission.Challenged.class);
    IntStream.range(2, 12).forEach(i -> attempt(address(i), "bob", Outcome.FAILURE));
    assertThat(admission(guard.attempt("192.0.2.1", n -> List.of(cookie)), "bob", TokenSource.NONE))
        .isInstanceOf(Admission.Blocked.class);
    assertThat(guard.attempt("192.0.2.1", n -> List.of(cookie)).arrive())
        .isEqualTo(new Admission.Blocked(FIVE_MINUTES));
  }

  private String deviceCookie(String address, String username) {
    LoginAttempt attempt = guard.attempt(address, n -> List.of());
    admission(attempt, username, TokenSource.NONE);
    attempt.conclude(Outcome.SUCCESS, null);
    return attempt.deviceCookie("").value();
  }

  @Test
  void notifiesListenersOfEvents() {
    IntStream.range(0, 3).forEach(i -> attempt("192.0.2.1", "alice", Outcome.FAILURE));
    IntStream.range(0, 3).forEach(i -> attempt("192.0.2.1", "alice", Outcome.FAILURE));
    guard.blocks().liftAddress("192.0.2.1", "admin");

    assertThat(events)
        .containsExactly(
            new LoginFailed("main", "192.0.2.1", "alice", 1),
            new LoginFailed("main", "192.0.2.1", "alice", 2),
            new LoginFailed("main", "192.0.2.1", "alice", 3),
            new ChallengeRequired("main", "192.0.2.1", "alice"),
            new ChallengeRequired("main", "192.0.2.1", "alice"),
            new Blocked("main", "192.0.2.1", null, BlockKind.ADDRESS, FIVE_MINUTES),
            new Unblocked("main", "192.0.2.1", null, BlockKind.ADDRESS, "admin"));
  }

  @Test
  void suspectsAnAddressThatTriesManyNames() {
    for (int i = 0; i < 11; i++) {
      attempt("192.0.2.1", "user" + i, Outcome.FAILURE);
      time.advance(Duration.ofSeconds(30));
    }

    assertThat(events)
        .filteredOn(StuffingSuspected.class::isInstance)
        .containsExactly(new StuffingSuspected("main", "192.0.2.1", "user10"));
    assertThat(attempt("192.0.2.1", "user11", Outcome.FAILURE))
        .isInstanceOf(Admission.Challenged.class);
  }

  @Test
  void attemptsAtABlockedUserDoNotHideThatAnAddressTriesManyNames() {
    IntStream.range(0, 11).forEach(i -> attempt(address(i), "alice", Outcome.FAILURE));
    for (int i = 0; i < 11; i++) {
      attempt("192.0.2.77", "alice", Outcome.FAILURE);
      attempt("192.0.2.77", "user" + i, Outcome.FAILURE);
      time.advance(Duration.ofSeconds(30));
    }

    assertThat(events).hasAtLeastOneElementOfType(StuffingSuspected.class);
  }

  @Test
  void attemptsWithoutAnOutcomeDoNotHideAnAddressThatTriesManyNames() {
    for (int i = 0; i < 11; i++) {
      attempt("192.0.2.77", "broken", i % 2 == 0 ? Outcome.UNKNOWN : Outcome.ERROR);
      attempt("192.0.2.77", "user" + i, Outcome.FAILURE);
      time.advance(Duration.ofSeconds(30));
    }

    assertThat(events).hasAtLeastOneElementOfType(StuffingSuspected.class);
  }

  @Test
  void successesDoNotCountAsFailuresOfTheirAddress() {
    LoginLimits twoFailures =
        new LoginLimits(
            Limit.NONE,
            new Limit(2, Duration.ofHours(1)),
            Limit.NONE,
            LoginLimits.BLOCK,
            Spraying.NONE);
    guard.close();
    guard = guard(settings().address(twoFailures));

    for (int i = 0; i < 5; i++) {
      assertThat(attempt("192.0.2.1", "user" + i, Outcome.SUCCESS))
          .isInstanceOf(Admission.Admitted.class);
    }
  }

  /** This limit suits clients that send their password with every request. */
  @Test
  void anAddressWithoutAnyBoundIsNeverRejected() {
    LoginLimits none =
        new LoginLimits(Limit.NONE, Limit.NONE, Limit.NONE, LoginLimits.BLOCK, Spraying.NONE);
    guard.close();
    guard = guard(settings().address(none));

    for (int i = 0; i < 20; i++) {
      assertThat(attempt("192.0.2.1", "user" + i, Outcome.FAILURE))
          .isInstanceOf(Admission.Admitted.class);
    }
  }

  @Test
  void aMalformedRequestWithACookieIsAFailureOfTheAddress() {
    String cookie = deviceCookie("192.0.2.9", "alice");
    IntStream.range(0, 3)
        .forEach(i -> guard.attempt("192.0.2.1", n -> List.of(cookie)).malformed());

    assertThat(attempt("192.0.2.1", "bob", Outcome.FAILURE))
        .isInstanceOf(Admission.Challenged.class);
  }

  @Test
  void aBlockCanBeLifted() {
    IntStream.range(0, 11).forEach(i -> attempt(address(i), "alice", Outcome.FAILURE));
    IntStream.range(0, 6).forEach(i -> attempt("192.0.2.77", "bob", Outcome.FAILURE));
    assertThat(guard.blocks().ofUsername("Alice ")).contains(Duration.ofHours(1));
    assertThat(guard.blocks().ofAddress("192.0.2.77")).contains(FIVE_MINUTES);

    assertThat(guard.blocks().liftUsername("Alice ", "admin")).isTrue();
    assertThat(guard.blocks().liftAddress("192.0.2.77", "admin")).isTrue();

    assertThat(guard.blocks().ofUsername("Alice ")).isEmpty();
    assertThat(guard.blocks().liftUsername("Alice ", "admin")).isFalse();
    assertThat(attempt("192.0.2.77", "bob", Outcome.FAILURE))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void listsTheBlocksThatHold() {
    IntStream.range(0, 11).forEach(i -> attempt(address(i), "alice", Outcome.FAILURE));
    IntStream.range(0, 6).forEach(i -> attempt("192.0.2.77", "bob", Outcome.FAILURE));
    try (LoginGuard other = guard(settings("other"))) {
      assertThat(other.blocks().list()).isEmpty();
    }

    List<LoginBlock> blocks = guard.blocks().list();

    assertThat(blocks)
        .extracting(LoginBlock::kind, LoginBlock::remaining)
        .containsExactlyInAnyOrder(
            tuple(BlockKind.ADDRESS, FIVE_MINUTES), tuple(BlockKind.USERNAME, Duration.ofHours(1)));
    assertThat(blocks).allMatch(block -> guard.blocks().lift(block, "admin"));
    assertThat(guard.blocks().list()).isEmpty();
    assertThat(guard.blocks().ofUsername("alice")).isEmpty();
  }

  @Test
  void blocksStandAfterAFloodOfOtherNames() {
    IntStream.range(0, 11).forEach(i -> attempt(address(i), "alice", Outcome.FAILURE));
    IntStream.range(0, 6).forEach(i -> attempt("192.0.2.77", "bob", Outcome.FAILURE));

    for (int i = 0; i < 50_000; i++) {
      attempt("2001:db8::" + Integer.toHexString(i), "user" + i, Outcome.FAILURE);
    }

    assertThat(guard.blocks().ofUsername("alice")).isPresent();
    assertThat(guard.blocks().ofAddress("192.0.2.77")).isPresent();
  }

  @Test
  void rejectsAllAttemptsWhileNoStoreCanCount() {
    store.dead = true;

    assertThat(attempt("192.0.2.1", "alice", Outcome.SUCCESS))
        .isEqualTo(new Admission.Uncounted(Duration.ofSeconds(1)));
  }

  @Test
  void countsInTheProcessWhileTheStoreIsLost() {
    try (Store local =
            CellStores.open(new StoreSettings.InProcess(new LocalSource.Ehcache(), 1_000));
        LoginGuard beside =
            LoginGuard.builder(settings().build(), store)
                .local(local, 1)
                .clock(Clock.of(time))
                .build()) {
      guard.close();
      guard = beside;
      IntStream.range(0, 4).forEach(i -> attempt("192.0.2.1", "alice", Outcome.FAILURE));
      store.dead = true;
      store.lost = true;

      assertThat(attempt("192.0.2.1", "alice", Outcome.FAILURE))
          .isInstanceOf(Admission.Challenged.class);
      assertThat(attempt("192.0.2.1", "alice", Outcome.FAILURE))
          .isEqualTo(new Admission.Blocked(FIVE_MINUTES));
    }
  }

  @Test
  void rejectsTheFailureRuleOpen() {
    assertThatThrownBy(() -> settings().failure(FailureRule.OPEN).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("failure \"open\": must be closed or local");
  }
}
