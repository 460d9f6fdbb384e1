package io.limitrate.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight inFlight = new InFlight();

  @Test
  void theClassesShareTheLimit() {
    assertThat(InFlight.limits(200, 4)).containsExactly(200, 167, 134, 100);
    assertThat(InFlight.limits(200, 1)).containsExactly(200);
    assertThat(InFlight.limits(1, 3)).containsExactly(1, 1, 1);
    assertThat(InFlight.limits(1_000_000, 16)).startsWith(1_000_000, 966_667).endsWith(500_000);
  }

  @Test
  void admitsUpToTheLimitOfEachClass() {
    assertThat(inFlight.enter(1)).isTrue();
    assertThat(inFlight.enter(1)).isFalse();
    assertThat(inFlight.enter(2)).isTrue();
    assertThat(inFlight.enter(2)).isFalse();

    inFlight.leave();

    assertThat(inFlight.enter(1)).isFalse();
    assertThat(inFlight.enter(2)).isTrue();
    assertThat(inFlight.count()).isEqualTo(2);
  }

  @Test
  void aRequestLeavesOnce() {
    assertThat(inFlight.enter(2)).isTrue();
    assertThat(inFlight.enter(2)).isTrue();
    Admission.Counted first = new Admission.Counted(inFlight);

    first.leave();
    first.leave();

    assertThat(inFlight.count()).isEqualTo(1);
  }

  /** A rejected request is never counted, so it cannot take the place of another request. */
  @Test
  void manyThreadsNeverExceedTheLimitAndLeaveNothingBehind() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        running.add(threads.submit(() -> enterAndLeave(inside, most)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(most.get()).isBetween(1, 3);
    assertThat(inFlight.count()).isZero();
  }

  private void enterAndLeave(AtomicInteger inside, AtomicInteger most) {
    for (int i = 0; i < 20_000; i++) {
      if (inFlight.enter(3)) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        inside.decrementAndGet();
        inFlight.leave();
      }
    }
  }
}
