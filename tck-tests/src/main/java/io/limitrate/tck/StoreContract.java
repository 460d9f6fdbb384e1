package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.local.CellStores;
import io.limitrate.internal.store.shared.SharedStores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of stores: all rules that a store over the caches of a {@link
 * io.limitrate.spi.StoreProvider} keeps. The author of a provider extends this class.
 */
@TestInstance(Lifecycle.PER_CLASS) // a store may take seconds to open
public abstract class StoreContract extends TransitionContract {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long NOW = TimeUnit.DAYS.toNanos(20_000);
  private static final int THREADS = 8;

  private Store store;

  private static final Clock CLOCK =
      Clock.of(InstantSource.fixed(Instant.EPOCH.plus(Duration.ofNanos(NOW))));

  /**
   * Returns the settings of a store with room for at least 10,000 entries. The contract calls this
   * method twice; the two stores share no entry.
   */
  protected abstract StoreSettings settings();

  private Store open() {
    StoreSettings settings = settings();
    return settings instanceof StoreSettings.Shared shared
        ? SharedStores.open(shared, CLOCK, List.of())
        : CellStores.open((StoreSettings.InProcess) settings);
  }

  @Override
  final Store store() {
    return store;
  }

  @Override
  final long now() {
    return NOW;
  }

  @BeforeAll
  final void openStore() {
    store = open();
  }

  @AfterAll
  final void closeStore() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3/1m fixed-window",
        "3/1m sliding-window-log",
        "3/1m sliding-window-counter",
        "3/1m token-bucket",
        "3/1m leaky-bucket queue 2",
        "3/1m, 100/1d fixed-window"
      })
  void keepsTheStateOfEveryAlgorithm(String quotas) {
    Key key = Key.random();
    for (int i = 0; i < 3; i++) {
      assertThat(acquire(key, quotas, 1, NOW).permitted()).isTrue();
    }

    assertThat(acquire(key, quotas, 1, NOW)).isInstanceOf(Decision.Rejected.class);
    assertThat(acquire(Key.random(), quotas, 1, NOW).permitted()).isTrue();
  }

  @Test
  void aRejectedTransitionChangesNothing() {
    Key key = Key.random();
    acquire(key, "5/1m fixed-window", 3, NOW);
    acquire(key, "5/1m fixed-window", 3, NOW);

    assertThat(acquire(key, "5/1m fixed-window", 2, NOW).permitted()).isTrue();
  }

  @Test
  void aClientThatWaitsAsLongAsItWasToldIsAdmitted() {
    Key key = Key.random();
    acquire(key, "1/10s", 1, NOW);
    Decision.Rejected rejected = (Decision.Rejected) acquire(key, "1/10s", 1, NOW + SECOND);

    assertThat(rejected.waitNanos()).isEqualTo(9 * SECOND);
    assertThat(acquire(key, "1/10s", 1, NOW + 10 * SECOND - 1).permitted()).isFalse();
    assertThat(acquire(key, "1/10s", 1, NOW + 10 * SECOND).permitted()).isTrue();
  }

  @Test
  void settlingGivesBackWhatWasNotUsed() {
    Key key = Key.random();
    acquire(key, "10/1m", 8, NOW);

    Decision settled = settle(key, "10/1m", 8, 3, NOW);

    assertThat(settled.remaining()).isEqualTo(7);
  }

  @Test
  void settlingAnEntryThatIsGoneLeavesAFullQuota() {
    assertThat(settle(Key.random(), "10/1m", 8, 3, NOW).remaining()).isEqualTo(10);
  }

  @Test
  void aChangedQuotaReadsTheStateAnew() {
    Key key = Key.random();
    acquire(key, "10/1m fixed-window", 8, NOW);

    assertThat(acquire(key, "5/1m fixed-window", 1, NOW).permitted()).isFalse();
    assertThat(acquire(key, "9/1m fixed-window", 1, NOW).remaining()).isZero();
  }

  @Test
  void aChangedAlgorithmStartsAfresh() {
    Key key = Key.random();
    acquire(key, "1/1m fixed-window", 1, NOW);

    assertThat(acquire(key, "1/1m", 1, NOW).permitted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10/1h fixed-window",
        "10/1h sliding-window-log",
        "10/1h sliding-window-counter",
        "10/1h token-bucket",
        "10/1h, 1000/1d"
      })
  void aHundredCallsAtOnceTakeNoMoreThanThereIs(String quotas) throws Exception {
    Key key = Key.random();

    List<Integer> permitted =
        Together.run(
            THREADS,
            () -> {
              int count = 0;
              for (int i = 0; i < 100; i++) {
                count += acquire(key, quotas, 1, NOW).permitted() ? 1 : 0;
              }
              return count;
            });

    assertThat(permitted.stream().mapToInt(count -> count).sum()).isEqualTo(10);
  }

  @Test
  void noChargeIsLostBetweenThreads() throws Exception {
    Key key = Key.random();
    String quotas = "1000000/1h fixed-window";

    Together.run(
        THREADS,
        () -> {
          for (int i = 0; i < 1_000; i++) {
            acquire(key, quotas, 1, NOW);
          }
          return 0;
        });

    assertThat(acquire(key, quotas, 0, NOW).remaining()).isEqualTo(1_000_000 - THREADS * 1_000);
  }

  @Test
  void refundsAndChargesBetweenThreadsEvenOut() throws Exception {
    Key key = Key.random();
    String quotas = "1000/1h fixed-window";

    Together.run(
        THREADS,
        () -> {
          for (int i = 0; i < 500; i++) {
            acquire(key, quotas, 2, NOW);
            settle(key, quotas, 2, 0, NOW);
          }
          return 0;
        });

    assertThat(acquire(key, quotas, 0, NOW).remaining()).isEqualTo(1_000);
  }

  @Test
  void keysDoNotDisturbOneAnother() throws Exception {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      keys.add(Key.random());
    }

    Together.run(
        THREADS,
        () -> {
          keys.forEach(key -> acquire(key, "100/1h fixed-window", 1, NOW));
          return 0;
        });

    assertThat(keys)
        .allMatch(key -> acquire(key, "100/1h fixed-window", 0, NOW).remaining() == 100 - THREADS);
  }

  @Test
  void aClosedStoreSaysSo() {
    Store closed = open();
    closed.close();

    assertThatThrownBy(
            () ->
                closed.apply(
                    Key.random(), new Transition.Acquire(CountedQuotas.parse("1/1s"), 1, NOW)))
        .isInstanceOf(RuntimeException.class);
  }

  private Decision acquire(Key key, String quotas, long cost, long nowNanos) {
    return store.apply(key, new Transition.Acquire(CountedQuotas.parse(quotas), cost, nowNanos));
  }

  private Decision settle(Key key, String quotas, long reserved, long actual, long nowNanos) {
    return store.apply(
        key,
        new Transition.Settle(CountedQuotas.parse(quotas), reserved, actual, nowNanos, nowNanos));
  }
}
