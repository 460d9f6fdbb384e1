package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.ManualClock;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.strategy.SharedEntry;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy.Entry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterClockTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final TestCaches caches = new TestCaches();
  private final Entry entry = new Entry(caches.shared("c"), "clock");
  private final SharedEntry target = new SharedEntry(entry, UpdateStrategy.INVOKE, false);
  private final ManualClock rightTime = new ManualClock();
  private final ManualClock wrongTime = new ManualClock();
  private final ClusterClock right = clock(rightTime);
  private final ClusterClock wrong = clock(wrongTime);

  private ClusterClock clock(ManualClock time) {
    return new ClusterClock(Clock.of(time));
  }

  @AfterEach
  void close() {
    caches.close();
  }

  private static Deadline deadline() {
    return new Deadline(Duration.ofSeconds(10));
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
      right.advance(target, deadline());
      wrong.advance(target, deadline());
    }

    assertThat(wrong.nanos() - right.nanos()).isBetween(-SECOND, SECOND);
  }

  @Test
  void aNodeThatIsBehindCatchesUpAsItJoins() {
    right.join(target);
    wrongTime.advance(Duration.ofSeconds(-5));

    wrong.join(target);

    assertThat(wrong.nanos()).isEqualTo(right.nanos());
  }

  @Test
  void aNodeThatIsAheadFollowsALiveCluster() throws InterruptedException {
    right.join(target);
    wrongTime.advance(Duration.ofHours(1));
    Thread alive = new Thread(this::beatUntilInterrupted);
    alive.start();

    wrong.join(target);
    alive.interrupt();
    alive.join();
    wrong.advance(target, deadline());
    right.advance(target, deadline());

    assertThat(wrong.nanos() - right.nanos()).isBetween(-SECOND, SECOND);
    assertThat(right.offsetNanos()).isZero();
  }

  private void beatUntilInterrupted() {
    while (!Thread.currentThread().isInterrupted()) {
      rightTime.advance(Duration.ofMillis(1));
      right.advance(target, deadline());
    }
  }

  @Test
  void aStoppedClusterDoesNotDelayANewNode() {
    right.join(target);
    wrongTime.advance(Duration.ofHours(1));

    wrong.join(target);

    assertThat(wrong.offsetNanos()).isZero();
  }

  @Test
  void timeDoesNotGoBackWhenAClockStepsBack() {
    right.join(target);
    long before = right.nanos();
    rightTime.advance(Duration.ofSeconds(-30));

    right.advance(target, deadline());

    assertThat(right.nanos()).isEqualTo(before);
  }

  @Test
  void theEntryIsWrittenTwiceASecondAtMost() {
    right.advance(target, deadline());
    String written = entry.shared().cache().get("clock");
    both(Duration.ofMillis(400));

    right.advance(target, deadline());
    wrong.advance(target, deadline());

    assertThat(entry.shared().cache().get("clock")).isEqualTo(written);
  }

  /** The heartbeat gives up a beat whose provider hangs, and starts the next beat. */
  @Test
  void aLateAnswerMovesTheNodeOnce() throws InterruptedException {
    rightTime.advance(Duration.ofSeconds(10));
    right.advance(target, deadline());
    caches.hang(Set.of("invoke"));
    Thread late = new Thread(() -> wrong.advance(target, deadline()));
    late.start();
    Nodes.await(() -> caches.hanging.get() == 1);

    wrong.advance(new SharedEntry(entry, UpdateStrategy.REPLACE, false), deadline());
    caches.goOn();
    late.join();

    assertThat(wrong.nanos()).isEqualTo(right.nanos());
  }
}
