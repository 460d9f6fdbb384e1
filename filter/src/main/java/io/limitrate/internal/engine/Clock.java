package io.limitrate.internal.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The time of a limiter in nanoseconds, and the wall-clock time of each nanosecond. Thread-safe.
 */
public interface Clock {

  /**
   * Returns the current time in nanoseconds since about 1970. Compare times by their difference
   * only.
   */
  long nanos();

  /**
   * Returns the Unix time in seconds, rounded up, of a later time.
   *
   * @param nowNanos a recent time of this clock
   * @param laterNanos the nanoseconds from then to the later time
   */
  long epochSecond(long nowNanos, long laterNanos);

  /**
   * Returns a clock that starts at the wall-clock time and follows the monotonic time of the JVM:
   * it never goes back.
   */
  static Clock monotonic() {
    return new Monotonic();
  }

  /** Returns a clock that follows the source, also when the source jumps. */
  static Clock of(InstantSource source) {
    return new Wall(source);
  }

  /**
   * Counts from the wall-clock time at creation. Only {@link #epochSecond}, which clients see,
   * follows later changes of the wall clock.
   */
  final class Monotonic implements Clock {
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long offset = wallNanos() - System.nanoTime();
    private volatile Drift drift = new Drift(nanos(), 0);

    @Override
    public long nanos() {
      return System.nanoTime() + offset;
    }

    @Override
    public long epochSecond(long nowNanos, long laterNanos) {
      Drift known = drift;
      if (nowNanos - known.measuredNanos > REFRESH_NANOS) {
        long now = nanos();
        known = new Drift(now, wallNanos() - now);
        drift = known;
      }
      return ceilSeconds(nowNanos + laterNanos + known.driftNanos);
    }

    private static long wallNanos() {
      return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private record Drift(long measuredNanos, long driftNanos) {}
  }

  /** Follows a time source of the application or of a test. */
  final class Wall implements Clock {
    private final InstantSource source;

    Wall(InstantSource source) {
      this.source = source;
    }

    @Override
    public long nanos() {
      Instant now = source.instant();
      return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public long epochSecond(long nowNanos, long laterNanos) {
      return ceilSeconds(nowNanos + laterNanos);
    }
  }

  private static long ceilSeconds(long nanos) {
    return -Math.floorDiv(-nanos, TimeUnit.SECONDS.toNanos(1));
  }
}
