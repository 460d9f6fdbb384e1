package io.limitrate.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

  /** An executor reports its termination while its last thread may still be alive. */
  @Test
  void noThreadIsAliveAfterClose() {
    for (int round = 0; round < 2_000; round++) {
      AtomicReference<Thread> thread = new AtomicReference<>();
      Workers workers = new Workers("test-", 1);
      workers.executor().execute(() -> thread.set(Thread.currentThread()));

      workers.close();

      assertThat(thread.get().isAlive()).as("round %d", round).isFalse();
    }
  }

  @Test
  void noThreadOfATimerIsAliveAfterStop() throws Exception {
    ScheduledThreadPoolExecutor timer = Workers.timer("test-");
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    timer.execute(
        () -> {
          thread.set(Thread.currentThread());
          started.countDown();
        });
    started.await();

    Workers.stop(timer);

    assertThat(thread.get().isAlive()).isFalse();
  }

  @Test
  void joinWaitsForTheEndOfEachThread() throws Exception {
    DaemonThreads threads = new DaemonThreads("test-");
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        threads.newThread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();

    threads.join(Duration.ofMillis(1).toNanos());
    assertThat(thread.isAlive()).isTrue();
    end.countDown();
    threads.join(TimeUnit.SECONDS.toNanos(50));

    assertThat(thread.isAlive()).isFalse();
  }
}
