package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.LogLines;
import io.limitrate.StoreListener;
import io.limitrate.internal.store.shared.strategy.Retention;
import io.limitrate.internal.store.shared.strategy.SelfTest;
import io.limitrate.internal.store.shared.strategy.SelfTestResult;
import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.internal.store.shared.strategy.StateCaches;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetestTest {
  private static final SelfTestResult SLOW =
      new SelfTestResult(
          Set.of(),
          Map.of(UpdateStrategy.REPLACE, 3L),
          Map.of(UpdateStrategy.INVOKE, "lost"),
          Map.of());

  /** A self-test takes 4,000 operations at most. */
  private static final int SEVERAL_TESTS = 20_000;

  private final TestCaches caches = new TestCaches();
  private final SharedCache shared = caches.shared("c");
  private final StoreExecutors executors = new StoreExecutors();
  private final List<Boolean> heard = new CopyOnWriteArrayList<>();
  private final StoreListener listener =
      new StoreListener() {
        @Override
        public void availability(boolean available) {
          heard.add(available);
        }
      };
  private final AnswerTimes times = new AnswerTimes("of the test", Duration.ofSeconds(10));
  private final Availability availability = new Availability("of the test", times, listener);
  private final SharedState sharedState =
      new SharedState(
          new StateCaches(Map.of(Retention.FOREVER, shared), Map.of()),
          SLOW.used(),
          Duration.ofSeconds(10),
          new Key(0, 0),
          times,
          availability,
          listener);
  private final Retest retest =
      new Retest(shared, sharedState, availability, executors, Duration.ofMillis(1));

  @AfterEach
  void close() {
    executors.close();
    caches.close();
  }

  @Test
  void aStoreWithoutASoundStrategyIsUnavailableUntilALaterTestFindsOne() {
    caches.invokeLoses = true;
    caches.replaceLoses = true;
    try (LogLines log = LogLines.of(SharedStore.class)) {
      retest.after(SLOW);

      Nodes.await(() -> !availability.available());
      caches.replaceLoses = false;
      Nodes.await(availability::available);

      assertThat(sharedState.clock().strategy()).isEqualTo(UpdateStrategy.REPLACE);
      assertThat(heard).containsExactly(false, true);
      assertThat(log.lines()).anyMatch(line -> line.startsWith("SEVERE The shared store"));
    }
  }

  @Test
  void logsARepeatedResultOnce() {
    caches.invokeLoses = true;
    caches.replaceLoses = true;
    try (LogLines tests = LogLines.of(SelfTest.class);
        LogLines store = LogLines.of(SharedStore.class)) {
      retest.after(SLOW);

      Nodes.await(() -> caches.operations.get() > SEVERAL_TESTS);
      List<String> whileUnsound = List.copyOf(tests.lines());
      caches.replaceLoses = false;
      Nodes.await(() -> !tests.lines().isEmpty());

      assertThat(whileUnsound).isEmpty();
      assertThat(store.lines()).filteredOn(line -> line.startsWith("SEVERE")).hasSize(1);
      assertThat(tests.lines())
          .singleElement()
          .asString()
          .startsWith("INFO Entries of cache \"c\" are updated by [REPLACE]");
    }
  }

  @Test
  void aStoreThatAnswersStaysUnavailableWhileItLosesCharges() {
    availability.unsound(Map.of(UpdateStrategy.REPLACE, "lost 1 of 9"));

    for (int i = 0; i < 10; i++) {
      availability.succeeded();
    }

    assertThat(availability.available()).isFalse();
  }
}
