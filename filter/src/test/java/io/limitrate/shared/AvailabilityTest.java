package io.limitrate.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.StoreListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
  private final AtomicLong nanos = new AtomicLong(-1);
  private final Availability availability =
      new Availability("of the test", StoreListener.all(List.of()), nanos::get);

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

    Nodes.await(this::probed);

    assertThat(availability.lost()).isFalse();
    unavailable();
    assertThat(availability.lost()).isFalse();
  }

  /** Whether a probe that succeeded has made the store available. */
  private boolean probed() {
    if (availability.mayProbe()) {
      availability.succeeded();
    }
    return availability.available();
  }

  private void unavailable() {
    for (int i = 0; i < 10; i++) {
      availability.failed(null);
    }
    assertThat(availability.available()).isFalse();
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
