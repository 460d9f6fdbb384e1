package io.limitrate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The limiter's time line: nanoseconds, and the wall time that they stand for. Thread-safe. */
public interface Clock {

  /** Now, in nanoseconds since about 1970. Compare by difference only. */
  long nanos();

  /** The Unix time at which the time line reaches these nanoseconds, in seconds, rounded up. */
  long epochSecond(long nanos);

  /** The JVM's monotonic time, anchored at the wall time when it was made: it never goes back. */
  static Clock monotonic() {
    return new Monotonic();
  }

  /** The wall time of the source, whatever it does. */
  static Clock of(InstantSource source) {
    return new Wall(source);
  }

  /** Windows follow the anchor; what clients are told follows the wall clock as it is now. */
  final class Monotonic implements Clock {
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long offset = wallNanos() - System.nanoTime();
    private volatile Drift drift = new Drift(nanos(), 0);

    @Override
    public long nanos() {
      return System.nanoTime() + offset;
    }

    @Override
    public long epochSecond(long nanos) {
      Drift known = drift;
      if (nanos - known.measuredNanos > REFRESH_NANOS) {
        long now = nanos();
        known = new Drift(now, wallNanos() - now);
        drift = known;
      }
      return ceilSeconds(nanos + known.driftNanos);
    }

    private static long wallNanos() {
      return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private record Drift(long measuredNanos, long driftNanos) {}
  }

  /** A source that the application or a test provides. */
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
    public long epochSecond(long nanos) {
      return ceilSeconds(nanos);
    }
  }

  private static long ceilSeconds(long nanos) {
    return -Math.floorDiv(-nanos, TimeUnit.SECONDS.toNanos(1));
  }
}
