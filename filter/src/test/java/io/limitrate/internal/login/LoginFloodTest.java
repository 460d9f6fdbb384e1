package io.limitrate.internal.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.StoreUnavailableException;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.login.attempt.AttemptStateCodec;
import io.limitrate.internal.login.attempt.AttemptTransition;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks that use many names or several nodes, and checks of the guard's operations. */
class LoginFloodTest {
  private static final int ENTRIES = 10_000;

  private final ManualClock time = new ManualClock();
  private final Key secret = Key.random();
  private Store store =
      CellStores.open(new StoreSettings.InProcess(new LocalSource.Ehcache(), ENTRIES));

  @AfterEach
  void close() {
    store.close();
  }

  private LoginGuard node(Store cells) {
    LoginSettings settings =
        LoginSettings.builder("main").challenge(new ChallengeSettings.Own(new Riddle())).build();
    return LoginGuard.builder(settings, cells).clock(Clock.of(time)).secret(secret).build();
  }

  private static Admission attempt(LoginGuard guard, String address, String name, Outcome outcome) {
    LoginAttempt attempt = guard.attempt(address, n -> List.of());
    Admission admission =
        attempt.arrive() instanceof Admission.Admitted
            ? attempt.identify(name, TokenSource.NONE)
            : attempt.arrive();
    if (admission instanceof Admission.Admitted) {
      attempt.conclude(outcome, null);
    }
    return admission;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ehcache", "caffeine"})
  void blocksStandAndTheStoreIsBoundedAfterAMillionRandomNames(String provider) {
    store.close();
    store = CellStores.open(new StoreSettings.InProcess(source(provider), ENTRIES));
    try (LoginGuard guard = node(store)) {
      IntStream.range(0, 11)
          .forEach(i -> attempt(guard, "192.0.2." + i, "victim", Outcome.FAILURE));
      IntStream.range(0, 6).forEach(i -> attempt(guard, "192.0.2.77", "bob", Outcome.FAILURE));

      for (int i = 0; i < 1_000_000; i++) {
        attempt(guard, "2001:db8::" + Integer.toHexString(i), "user" + i, Outcome.FAILURE);
      }

      assertThat(guard.blocks().ofUsername("victim")).isPresent();
      assertThat(guard.blocks().ofAddress("192.0.2.77")).isPresent();
      AtomicInteger kept = new AtomicInteger();
      store.forEach(new AttemptStateCodec(), (key, state) -> kept.incrementAndGet());
      assertThat(kept).hasValueLessThanOrEqualTo(2 * ENTRIES);
    }
  }

  @Test
  void aTokenThatWasUsedOnOneNodeIsUsedOnAll() {
    try (LoginGuard one = node(store);
        LoginGuard other = node(store)) {
      for (int i = 0; i < 3; i++) {
        attempt(one, "192.0.2.1", "alice", Outcome.FAILURE);
      }
      String subject = one.keys().username("alice").text();
      String client = one.keys().address("192.0.2.1").text();
      String token = Riddle.token(new ChallengeContext("main", subject, client), "nonce");

      LoginAttempt first = one.attempt("192.0.2.1", n -> List.of());
      LoginAttempt replay = other.attempt("192.0.2.1", n -> List.of());

      assertThat(first.identify("alice", field -> token)).isInstanceOf(Admission.Admitted.class);
      assertThat(replay.identify("alice", field -> token)).isInstanceOf(Admission.Challenged.class);
    }
  }

  @Test
  void guessesOnAllNodesAreCountedTogether() {
    try (LoginGuard one = node(store);
        LoginGuard other = node(store)) {
      long admitted =
          IntStream.range(0, 50)
              .mapToObj(
                  i -> attempt(i % 2 == 0 ? one : other, "192.0.2." + i, "a", Outcome.FAILURE))
              .filter(Admission.Admitted.class::isInstance)
              .count();

      assertThat(admitted).isEqualTo(10);
    }
  }

  @Test
  void allNodesAcceptACookieOfOneNode() {
    try (LoginGuard one = node(store);
        LoginGuard other = node(store)) {
      LoginAttempt in = one.attempt("192.0.2.1", n -> List.of());
      in.identify("alice", TokenSource.NONE);
      in.conclude(Outcome.SUCCESS, null);
      SetCookie cookie = in.deviceCookie("");
      IntStream.range(10, 25)
          .forEach(i -> attempt(other, "192.0.2." + i, "alice", Outcome.FAILURE));

      LoginAttempt known = other.attempt("192.0.2.1", n -> List.of(cookie.value()));

      assertThat(known.identify("alice", TokenSource.NONE)).isInstanceOf(Admission.Admitted.class);
    }
  }

  /** Records the operations of a store, without their keys. */
  private static final class Watched implements Store {
    final List<String> operations = new ArrayList<>();
    private final Store cells;

    Watched(Store cells) {
      this.cells = cells;
    }

    @Override
    public <A> A apply(Key key, Transition<A> transition) {
      operations.add(
          transition instanceof AttemptTransition attempt
              ? attempt.move().name()
              : transition.getClass().getSimpleName());
      return cells.apply(key, transition);
    }

    @Override
    public void close() {}
  }

  /**
   * An application rejects an unknown user in the same way as a known user, and so does the guard.
   */
  @Test
  void asksTheStoreTheSameForKnownAndUnknownUsers() {
    Watched seen = new Watched(store);
    Watched unseen = new Watched(store);
    try (LoginGuard known = node(seen);
        LoginGuard unknown = node(unseen)) {
      attempt(known, "192.0.2.200", "alice", Outcome.SUCCESS);
      seen.operations.clear();

      for (int i = 0; i < 20; i++) {
        attempt(known, "192.0.2." + i, "alice", Outcome.FAILURE);
        attempt(unknown, "198.51.100." + i, "nobody", Outcome.FAILURE);
      }
    }

    assertThat(seen.operations).isEqualTo(unseen.operations).contains("BEGIN", "FAIL");
  }

  @Test
  void rejectsAnAttemptWhoseStoreFailsAfterItsArrival() {
    AtomicInteger left = new AtomicInteger(1);
    Store dying =
        new Store() {
          @Override
          public <A> A apply(Key key, Transition<A> transition) {
            if (left.getAndDecrement() <= 0) {
              throw new StoreUnavailableException("out of reach");
            }
            return store.apply(key, transition);
          }

          @Override
          public void close() {}
        };
    try (LoginGuard guard = node(dying)) {
      LoginAttempt attempt = guard.attempt("192.0.2.1", n -> List.of());

      assertThat(attempt.arrive()).isInstanceOf(Admission.Admitted.class);
      assertThat(attempt.identify("alice", TokenSource.NONE))
          .isInstanceOf(Admission.Uncounted.class);
    }
  }

  private static LocalSource source(String provider) {
    return provider.equals("caffeine") ? new LocalSource.Caffeine() : new LocalSource.Ehcache();
  }
}
