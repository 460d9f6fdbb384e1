package io.limitrate.internal.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.StoreUnavailableException;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Two nodes guard one login while their store is slow or lost. */
class LoginBurstTest {
  private static final int FAILURES = 10;
  private static final Key SECRET = Key.random();

  private final ManualClock time = new ManualClock();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private int addresses;

  /** A store that loses requests and responses, and is sometimes unavailable. */
  private static final class SlowStore implements Store {
    private final Store store;
    private final Random random;
    boolean slow = true;
    boolean lost;

    SlowStore(Store store, long seed) {
      this.store = store;
      this.random = new Random(seed);
    }

    @Override
    public <A> A apply(Key key, Transition<A> transition) {
      if (lost || (slow && random.nextBoolean())) {
        throw new StoreUnavailableException("no answer in time");
      }
      A answer = store.apply(key, transition);
      if (slow && random.nextBoolean()) {
        throw new StoreUnavailableException("the answer is late");
      }
      return answer;
    }

    @Override
    public boolean available() {
      return !lost && (!slow || random.nextInt(4) > 0);
    }

    @Override
    public boolean lost() {
      return lost;
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Property(tries = 300)
  void aBurstThatMakesTheStoreSlowGetsNoFurtherThanTheLimit(@ForAll long seed) {
    try (SlowStore store = new SlowStore(open(), seed);
        Store local = open();
        Store otherLocal = open();
        LoginGuard one = guard(store, local);
        LoginGuard other = guard(store, otherLocal)) {
      int admitted = guesses(one, 50) + guesses(other, 50);
      runLater();
      time.advance(Duration.ofMinutes(2));
      store.slow = false;
      admitted += guesses(one, 20) + guesses(other, 20);

      assertThat(admitted).isLessThanOrEqualTo(FAILURES);
    }
  }

  @Test
  void nodesWithoutTheStoreAdmitTheirSharesOfTheLimit() {
    try (SlowStore store = new SlowStore(open(), 0);
        Store local = open();
        Store otherLocal = open();
        LoginGuard one = guard(store, local);
        LoginGuard other = guard(store, otherLocal)) {
      store.lost = true;

      assertThat(guesses(one, 50)).isEqualTo(FAILURES / 2);
      assertThat(guesses(other, 50)).isEqualTo(FAILURES / 2);
    }
  }

  /** Runs the delayed tasks, and the tasks that they schedule. */
  private void runLater() {
    while (!later.isEmpty()) {
      later.remove().run();
    }
  }

  /**
   * Returns how many wrong guesses of one name reach the password check, each from another address.
   */
  private int guesses(LoginGuard guard, int guesses) {
    int admitted = 0;
    for (int i = 0; i < guesses; i++) {
      LoginAttempt attempt =
          guard.attempt("2001:db8::" + Integer.toHexString(addresses++), n -> List.of());
      if (attempt.arrive() instanceof Admission.Admitted
          && attempt.identify("alice", TokenSource.NONE) instanceof Admission.Admitted) {
        admitted++;
        attempt.conclude(Outcome.FAILURE, null);
      }
    }
    return admitted;
  }

  private LoginGuard guard(Store store, Store local) {
    LoginSettings settings =
        LoginSettings.builder("main").challenge(new ChallengeSettings.Own(new Riddle())).build();
    return LoginGuard.builder(settings, store)
        .local(local, 2)
        .clock(Clock.of(time))
        .later(later::add)
        .secret(SECRET)
        .build();
  }

  private static Store open() {
    return CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10_000));
  }
}
