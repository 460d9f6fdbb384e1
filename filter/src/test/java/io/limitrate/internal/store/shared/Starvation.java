package io.limitrate.internal.store.shared;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures for how long the machine keeps threads from running that are due. A bound on real time
 * allows for it.
 */
final class Starvation implements AutoCloseable {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final AtomicLong late = new AtomicLong();
  private volatile boolean closed;

  Starvation() {
    Thread thread = new Thread(this::measure, "starvation");
    thread.setDaemon(true);
    thread.start();
  }

  private void measure() {
    while (!closed) {
      long startNanos = System.nanoTime();
      LockSupport.parkNanos(STEP_NANOS);
      late.addAndGet(Math.max(0, System.nanoTime() - startNanos - STEP_NANOS));
    }
  }

  long nanos() {
    return late.get();
  }

  @Override
  public void close() {
    closed = true;
  }
}
