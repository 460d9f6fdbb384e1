package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import io.limitrate.StoreListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
  private final AtomicLong nanos = new AtomicLong(-1);
  private final AnswerTimes times = new AnswerTimes("of the test", Duration.ofMillis(50));
  private final Availability availability =
      new Availability("of the test", times, StoreListener.all(List.of()), nanos::get);

  @Test
  void aStoreIsLostFiveSecondsAfterItBecameUnavailable() {
    unavailable();

    advance(Duration.ofMillis(4_999));
    boolean before = availability.lost();
    advance(Duration.ofMillis(1));

    assertThat(before).isFalse();
    assertThat(availability.lost()).isTrue();
  }

  @Test
  void aStoreThatAnswersAgainIsNotLost() {
    unavailable();
    advance(Duration.ofSeconds(5));

    probe();
    probe();

    assertThat(availability.lost()).isFalse();
    unavailable();
    assertThat(availability.lost()).isFalse();
  }

  @Test
  void twoProbesThatSucceedMakeAStoreAvailable() {
    unavailable();

    probe();
    boolean afterOne = availability.available();
    probe();

    assertThat(afterOne).isFalse();
    assertThat(availability.available()).isTrue();
  }

  @Test
  void logsThatAStoreWithoutAnswersIsSilent() {
    assertThat(lineOf(this::unavailable))
        .startsWith("SEVERE The shared store of the test gives no answer within")
        .contains("the store's timeout (50 ms)", "failure rule");
  }

  @Test
  void logsThatAStoreWithLateAnswersIsSlow() {
    times.took(TimeUnit.MILLISECONDS.toNanos(180));

    assertThat(lineOf(this::unavailable))
        .startsWith("SEVERE The shared store of the test is slow: an answer took 180 ms")
        .contains("longer than the store's timeout (50 ms)", "set timeout in the section store");
  }

  @Test
  void logsThatAStoreFailsWhenItAnswersWithAnError() {
    assertThat(lineOf(() -> unavailable(new CacheException("out of memory"))))
        .startsWith("SEVERE The shared store of the test fails.");
  }

  /** A single failure long ago does not explain a later outage. */
  @Test
  void logsNoFailureFromBeforeTheLastSuccess() {
    availability.failed(new CacheException("a slot moved"));
    availability.succeeded();

    assertThat(lineOf(this::unavailable)).contains("gives no answer within");
  }

  private static String lineOf(Runnable update) {
    try (LogLines log = LogLines.of(SharedStore.class)) {
      update.run();
      assertThat(log.lines()).hasSize(1);
      return log.lines().get(0);
    }
  }

  /** Makes a successful probe after the pause. */
  private void probe() {
    advance(Duration.ofMillis(400));
    assertThat(availability.mayProbe()).isTrue();
    availability.succeeded();
  }

  private void unavailable() {
    unavailable(null);
  }

  private void unavailable(Throwable cause) {
    for (int i = 0; i < 10; i++) {
      availability.failed(cause);
    }
    assertThat(availability.available()).isFalse();
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
