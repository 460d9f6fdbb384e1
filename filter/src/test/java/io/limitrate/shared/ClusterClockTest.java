package io.limitrate.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.limitrate.Clock;
import io.limitrate.ManualClock;
import io.limitrate.shared.Path.Entry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterClockTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final TestCaches caches = new TestCaches();
  private final Entry entry = new Entry(caches.open("c", null), "clock");
  private final ManualClock rightTime = new ManualClock();
  private final ManualClock wrongTime = new ManualClock();
  private final ClusterClock right = clock(rightTime);
  private final ClusterClock wrong = clock(wrongTime);

  private ClusterClock clock(ManualClock time) {
    return new ClusterClock(Clock.of(time), () -> entry, () -> Path.INVOKE);
  }

  @AfterEach
  void close() {
    caches.close();
  }

  private static Try attempt() {
    return new Try(Duration.ofSeconds(10));
  }

  private void both(Duration duration) {
    rightTime.advance(duration);
    wrongTime.advance(duration);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, -5, 0, 1, 5, 3_600})
  void nodesAgreeWithinASecondHoweverWrongTheirClocksAre(long seconds) {
    wrongTime.advance(Duration.ofSeconds(seconds));

    for (int i = 0; i < 4; i++) {
      both(Duration.ofMillis(500));
      right.tick(attempt());
      wrong.tick(attempt());
    }

    assertThat(wrong.nanos() - right.nanos()).isBetween(-SECOND, SECOND);
  }

  @Test
  void aNodeThatIsBehindCatchesUpAsItJoins() {
    right.join();
    wrongTime.advance(Duration.ofSeconds(-5));

    wrong.join();

    assertThat(wrong.nanos()).isEqualTo(right.nanos());
  }

  @Test
  void aNodeThatIsAheadDoesNotDragALiveClusterAhead() throws InterruptedException {
    right.join();
    wrongTime.advance(Duration.ofHours(1));
    Thread alive = new Thread(this::beatUntilInterrupted);
    alive.start();

    wrong.join();
    alive.interrupt();
    alive.join();
    wrong.tick(attempt());
    right.tick(attempt());

    assertThat(wrong.nanos() - right.nanos()).isBetween(-SECOND, SECOND);
    assertThat(right.offsetNanos()).isZero();
  }

  private void beatUntilInterrupted() {
    while (!Thread.currentThread().isInterrupted()) {
      rightTime.advance(Duration.ofMillis(1));
      right.tick(attempt());
    }
  }

  @Test
  void aClusterThatIsGoneHoldsNobodyBack() {
    right.join();
    wrongTime.advance(Duration.ofHours(1));

    wrong.join();

    assertThat(wrong.offsetNanos()).isZero();
  }

  @Test
  void timeGoesOnWhereAClockStepsBack() {
    right.join();
    long before = right.nanos();
    rightTime.advance(Duration.ofSeconds(-30));

    right.tick(attempt());

    assertThat(right.nanos()).isEqualTo(before);
  }

  @Test
  void theEntryIsWrittenTwiceASecondAtMost() {
    right.tick(attempt());
    String written = entry.shared().cache().get("clock");
    both(Duration.ofMillis(400));

    right.tick(attempt());
    wrong.tick(attempt());

    assertThat(entry.shared().cache().get("clock")).isEqualTo(written);
  }

  @Test
  void theEntryIsChangedByThePathThatIsInUseAtThatMoment() {
    AtomicReference<Path> path = new AtomicReference<>(Path.INVOKE);
    ClusterClock clock = new ClusterClock(Clock.of(rightTime), () -> entry, path::get);
    clock.tick(attempt());
    caches.hang(Set.of("invoke"));

    path.set(Path.REPLACE);
    rightTime.advance(Duration.ofSeconds(1));
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> clock.tick(attempt()));

    assertThat(Tick.nanos(entry.get())).isEqualTo(clock.nanos());
  }
}
