package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Quota;
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

  /** Returns the wall clock, in whole seconds. */
  default InstantSource wallClock() {
    return () -> Instant.ofEpochSecond(epochSecond(nanos(), 0));
  }

  /**
   * Returns the wall-clock time minus the time of this clock, as windows of the calendar use it.
   * The difference is steady: noise of some milliseconds does not change it.
   *
   * @param nowNanos a recent time of this clock
   */
  default long driftNanos(long nowNanos) {
    return 0;
  }

  /**
   * Returns the Unix time in seconds at which the quota of a decision is full again. The time is
   * rounded up; a window of the calendar ends at a whole second, which noise must not round up.
   *
   * @param nowNanos the time of the decision
   */
  default long resetSecond(Decision decision, long nowNanos) {
    long resetNanos = decision.resetNanos();
    return decision.quota() instanceof Quota.CalendarWindow
        ? ceilSeconds(
            nowNanos + resetNanos + driftNanos(nowNanos) - TimeUnit.SECONDS.toNanos(1) / 2)
        : epochSecond(nowNanos, resetNanos);
  }

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
   * Counts from the wall-clock time at creation. Only the times that clients see and windows of the
   * calendar follow later changes of the wall clock.
   */
  final class Monotonic implements Clock {
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long offset = wallNanos() - System.nanoTime();
    private volatile Drift drift = new Drift(nanos(), 0, 0);

    @Override
    public long nanos() {
      return System.nanoTime() + offset;
    }

    @Override
    public long epochSecond(long nowNanos, long laterNanos) {
      return ceilSeconds(nowNanos + laterNanos + drift(nowNanos).nanos);
    }

    @Override
    public long driftNanos(long nowNanos) {
      return drift(nowNanos).steadyNanos;
    }

    private Drift drift(long nowNanos) {
      Drift known = drift;
      if (nowNanos - known.measuredNanos > REFRESH_NANOS) {
        long now = nanos();
        known = known.next(now, wallNanos() - now);
        drift = known;
      }
      return known;
    }

    private static long wallNanos() {
      return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /**
     * The drift of the wall clock at a time.
     *
     * @param steadyNanos a drift that was measured earlier and differs by noise only
     */
    record Drift(long measuredNanos, long nanos, long steadyNanos) {
      private static final long NOISE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

      Drift next(long nowNanos, long measured) {
        boolean noise = Math.abs(measured - steadyNanos) <= NOISE_NANOS;
        return new Drift(nowNanos, measured, noise ? steadyNanos : measured);
      }
    }
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
