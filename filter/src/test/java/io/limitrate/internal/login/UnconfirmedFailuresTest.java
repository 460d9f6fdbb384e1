package io.limitrate.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.StoreUnavailableException;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.login.attempt.Attempts;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failures are kept while the store does not answer. */
class UnconfirmedFailuresTest {
  private static final Attempts ONCE = Attempts.once(Duration.ofMinutes(1), 0);
  private static final Key ALICE = Key.random();
  private static final Key BOB = Key.random();
  private static final Key CAROL = Key.random();

  private final SilentStore store = new SilentStore();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final LoginCounters counters =
      new LoginCounters(store, null, FailureRule.CLOSED, Clock.of(new ManualClock()), later::add);

  @BeforeEach
  void failWhileTheStoreDoesNotAnswer() {
    store.silent = true;
    for (Key key : List.of(ALICE, BOB, ALICE)) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> counters.fail(key, ONCE, 0, 0));
    }
    store.silent = false;
    store.asked.clear();
  }

  @AfterEach
  void close() {
    counters.close();
    store.close();
  }

  @Test
  void anAttemptReportsTheFailuresOfItsOwnKeyFirst() {
    counters.begin(ALICE, ONCE, 0);

    assertThat(store.asked).containsExactly(ALICE, ALICE, ALICE);
  }

  @Test
  void attemptDoesNotWaitForTheFailuresOfOtherKeys() {
    counters.begin(CAROL, ONCE, 0);

    assertThat(store.asked).containsExactly(CAROL);
  }

  @Test
  void theDelayedTaskReportsTheRest() {
    counters.begin(ALICE, ONCE, 0);
    store.asked.clear();

    later.remove().run();

    assertThat(store.asked).containsExactly(BOB);
  }

  /** A store that is available, but does not answer while it is silent. */
  private static final class SilentStore implements Store {
    private final Store store =
        CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000));
    private final List<Key> asked = new ArrayList<>();
    private boolean silent;

    @Override
    public <A> A apply(Key key, Transition<A> transition) {
      asked.add(key);
      if (silent) {
        throw new StoreUnavailableException("no answer in time");
      }
      return store.apply(key, transition);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
