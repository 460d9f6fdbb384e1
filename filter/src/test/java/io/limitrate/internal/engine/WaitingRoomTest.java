package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Limiter;
import io.limitrate.Limiter.Waiting;
import io.limitrate.LogLines;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.WaitingRoom.Bound;
import io.limitrate.internal.store.local.CellStores;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private static final Policy BUCKET =
      Policy.builder("p").quotas("100/1s leaky-bucket queue 500").build();

  private final StoreLimiter limiter =
      StoreLimiter.builder(
              CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000)))
          .clock(new ManualClock())
          .build();
  private final WaitingRoom room = new WaitingRoom();

  @AfterEach
  void close() {
    limiter.close();
  }

  private Execution delayed() {
    Execution execution = limiter.check(new TestCall(), List.of(BUCKET));
    return execution.delay().isZero() ? delayed() : execution;
  }

  private void reject(Waiting bounds) {
    assertThat(room.rejects(Bound.LONGEST_ON_THREAD, bounds, delayed())).isFalse();
  }

  @Test
  void rejectionByReplacedBoundsDoesNotHideTheFirstOneByTheNewBounds() {
    Waiting before = Waiting.builder().threads(10).build();
    Waiting after = Waiting.builder().threads(20).build();
    room.limit(before);

    try (LogLines logged = LogLines.of(Limiter.class)) {
      room.limit(after);
      reject(before);
      reject(before);
      reject(after);
      reject(after);

      assertThat(logged.lines()).hasSize(2);
    }
  }
}
