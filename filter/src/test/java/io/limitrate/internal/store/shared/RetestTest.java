package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.LogLines;
import io.limitrate.StoreListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetestTest {
  private static final Paths SLOW =
      new Paths(Set.of(), Map.of(Path.REPLACE, 3L), Map.of(Path.INVOKE, "lost"), Map.of());

  /** A test takes 4,000 operations at most. */
  private static final int SEVERAL_TESTS = 20_000;

  private final TestCaches caches = new TestCaches();
  private final SharedCache shared = caches.open("c", null);
  private final Threads threads = new Threads();
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
  private final Remote remote =
      new Remote(
          new StateCaches(Map.of(Retention.FOREVER, shared), Map.of()),
          SLOW.used(),
          Duration.ofSeconds(10),
          new Key(0, 0),
          times,
          availability,
          listener);
  private final Retest retest =
      new Retest(shared, remote, availability, threads, Duration.ofMillis(1));

  @AfterEach
  void close() {
    threads.close();
    caches.close();
  }

  @Test
  void aStoreWhoseOnlyPathLosesChargesIsUnavailableUntilALaterTestFindsASoundOne() {
    caches.invokeLoses = true;
    caches.replaceLoses = true;
    try (LogLines log = LogLines.of(SharedStore.class)) {
      retest.after(SLOW);

      Nodes.await(() -> !availability.available());
      caches.replaceLoses = false;
      Nodes.await(availability::available);

      assertThat(remote.clock().path()).isEqualTo(Path.REPLACE);
      assertThat(heard).containsExactly(false, true);
      assertThat(log.lines()).anyMatch(line -> line.startsWith("SEVERE The shared store"));
    }
  }

  @Test
  void aStateThatLaterTestsFindAgainIsToldOnce() {
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
          .startsWith("INFO Entries of cache \"c\" are changed by [REPLACE]");
    }
  }

  @Test
  void aStoreThatAnswersStaysUnavailableWhileItLosesCharges() {
    availability.unsound(Map.of(Path.REPLACE, "lost 1 of 9"));

    for (int i = 0; i < 10; i++) {
      availability.succeeded();
    }

    assertThat(availability.available()).isFalse();
  }
}
