package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Clock;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.Quotas;
import io.limitrate.StoreListener;
import io.limitrate.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteTest {
  private static final Quotas QUOTAS = Quotas.parse("1000000/1h fixed-window");
  private static final Errand ERRAND = new Errand.Look(new Transition.Acquire(QUOTAS, 0, 0));
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int CHARGES = 20_000;

  private final TestCaches caches = new TestCaches();
  private final Key key = Key.random();
  private final Remote remote;

  RemoteTest() {
    caches.async = TestAsync.exchanging();
    AnswerTimes times = new AnswerTimes("of the test", TIMEOUT);
    StoreListener listener = StoreListener.all(List.of());
    remote =
        new Remote(
            StateCaches.open(caches),
            Set.of(Path.EXCHANGE),
            TIMEOUT,
            new Key(0, 0),
            times,
            new Availability("of the test", times, listener),
            listener);
  }

  @AfterEach
  void close() {
    caches.close();
  }

  @Test
  void aChargeIsMadeByOnePathThoughTheUsedPathsChangeMeanwhile() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread retest = new Thread(() -> changePathsUntil(done));
    retest.start();

    for (int i = 0; i < CHARGES; i++) {
      charge(remote.target(key, ERRAND));
    }
    done.set(true);
    retest.join();

    assertThat(remaining()).isEqualTo(1_000_000 - CHARGES);
  }

  private void changePathsUntil(AtomicBoolean done) {
    while (!done.get()) {
      remote.use(Set.of(Path.REPLACE));
      remote.use(Set.of(Path.EXCHANGE));
    }
  }

  @Test
  void aTargetKeepsItsPathThroughoutAnOperation() {
    Target before = remote.target(key, ERRAND);

    remote.use(Set.of(Path.INVOKE));
    charge(before);

    assertThat(before.holdsNoThread()).isTrue();
    assertThat(before.takesBack()).isTrue();
    assertThat(remaining()).isEqualTo(999_999);
    assertThat(remote.target(key, ERRAND).takesBack()).isFalse();
  }

  @Test
  void theClockIsMovedByThePathThatIsInUseAtThatMoment() {
    ManualClock time = new ManualClock();
    ClusterClock clock = new ClusterClock(Clock.of(time));
    remote.use(Set.of(Path.INVOKE));
    remote.tick(clock, remote.attempt());
    caches.hang(Set.of("invoke"));

    remote.use(Set.of(Path.REPLACE));
    time.advance(Duration.ofSeconds(1));
    remote.tick(clock, remote.attempt());

    assertThat(Tick.nanos(remote.clock().entry().get())).isEqualTo(clock.nanos());
  }

  private void charge(Target target) {
    Batch batch = Batch.asking(QUOTAS, new Transition.Acquire(QUOTAS, 1, 0));
    remote.charge(target, batch, remote.attempt());
  }

  private long remaining() {
    Batch look = Batch.asking(QUOTAS, new Transition.Acquire(QUOTAS, 0, 0));
    return remote
        .charge(remote.target(key, ERRAND), look, remote.attempt())
        .decisions()
        .get(0)
        .remaining();
  }
}
