package io.limitrate;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Units per window, and the algorithm that counts them. Code that builds a {@link Policy} uses this
 * type.
 *
 * <p>Quotas are immutable values. Written form: {@code 100/1m}, {@code 10/1s burst 20}, {@code 5/1m
 * fixed-window}, {@code 50/1s leaky-bucket queue 100}. The number of the window is optional ({@code
 * 100/m}). Units are {@code ns us ms s m h d}. Windows of the calendar are {@code day week month
 * year}, as in {@code 1000/month from 31 at 06:00 Europe/Berlin}. The number of calls in flight is
 * {@code 20 in-flight}. {@link #parse} reads this form and {@code toString} writes it.
 *
 * <p>Ranges: limit, burst and queue are at least 1; a window is 1 ns to 3,650 days; filling an
 * empty quota takes at most 2^60 ns (about 36 years). At most 2,000 calls are in flight. Any other
 * value is rejected with an {@link IllegalArgumentException} that names the value and the rule.
 */
public sealed interface Quota
    permits Quota.TokenBucket,
        Quota.LeakyBucket,
        Quota.FixedWindow,
        Quota.SlidingWindowLog,
        Quota.SlidingWindowCounter,
        Quota.CalendarWindow,
        Quotas.InFlight {

  /** Returns the units per window. */
  long limit();

  /**
   * Returns the window that {@link #limit} refers to; the average length of calendar windows; the
   * longest duration of calls in flight.
   */
  Duration window();

  /**
   * Returns the most units that calls can take at one instant; {@code remaining} never exceeds this
   * value.
   */
  default long capacity() {
    return limit();
  }

  /** Returns the algorithm that counts this quota. */
  Kind kind();

  /** Parses a quota; the default algorithm is the token bucket. */
  static Quota parse(String text) {
    return parse(text, Kind.TOKEN_BUCKET);
  }

  /**
   * Parses a quota. The given algorithm applies when the text names none and has neither a burst
   * nor a queue.
   */
  static Quota parse(String text, Kind unnamed) {
    return QuotaFormat.parse(text, unnamed);
  }

  /** Returns a token bucket that holds the units of one window. */
  static TokenBucket tokenBucket(long limit, Duration window) {
    return new TokenBucket(limit, window, limit);
  }

  /**
   * Token bucket: units become available evenly, {@code limit} per window, and up to {@code burst}
   * units are kept. The generic cell rate algorithm (ITU-T I.371).
   */
  record TokenBucket(long limit, Duration window, long burst) implements Quota {
    public TokenBucket {
      QuotaFormat.validate(limit, window, "burst", burst);
    }

    @Override
    public long capacity() {
      return burst;
    }

    @Override
    public Kind kind() {
      return Kind.TOKEN_BUCKET;
    }

    @Override
    public String toString() {
      return QuotaFormat.write(this) + (burst == limit ? "" : " burst " + burst);
    }
  }

  /**
   * Leaky bucket: calls proceed evenly, {@code limit} per window. Up to {@code queue} calls wait
   * for their turn instead of being rejected.
   */
  record LeakyBucket(long limit, Duration window, long queue) implements Quota {
    public LeakyBucket {
      QuotaFormat.validate(limit, window, "queue", queue);
    }

    @Override
    public long capacity() {
      return queue;
    }

    @Override
    public Kind kind() {
      return Kind.LEAKY_BUCKET;
    }

    @Override
    public String toString() {
      return QuotaFormat.write(this) + (queue == limit ? "" : " queue " + queue);
    }
  }

  /**
   * Fixed window: each window starts with all its units. Windows are consecutive, and the first one
   * starts at the epoch.
   */
  record FixedWindow(long limit, Duration window) implements Quota {
    public FixedWindow {
      QuotaFormat.validate(limit, window, "limit", limit);
    }

    @Override
    public Kind kind() {
      return Kind.FIXED_WINDOW;
    }

    @Override
    public String toString() {
      return QuotaFormat.write(this);
    }
  }

  /**
   * Sliding window log: never more than {@code limit} units in any window. Up to a limit of 256
   * each unit is remembered; above, 256 sub-windows are remembered, so a unit counts up to 1/256 of
   * the window too long.
   */
  record SlidingWindowLog(long limit, Duration window) implements Quota {
    public SlidingWindowLog {
      QuotaFormat.validate(limit, window, "limit", limit);
    }

    @Override
    public Kind kind() {
      return Kind.SLIDING_WINDOW_LOG;
    }

    @Override
    public String toString() {
      return QuotaFormat.write(this);
    }
  }

  /**
   * Sliding window counter: the counts of two fixed windows. The earlier count is weighted by the
   * part of that window that the sliding window still covers.
   */
  record SlidingWindowCounter(long limit, Duration window) implements Quota {
    public SlidingWindowCounter {
      QuotaFormat.validate(limit, window, "limit", limit);
    }

    @Override
    public Kind kind() {
      return Kind.SLIDING_WINDOW_COUNTER;
    }

    @Override
    public String toString() {
      return QuotaFormat.write(this);
    }
  }

  /**
   * Calendar window: each day, week, month or year of a time zone starts with all its units. The
   * wall clock decides. A window starts at the anchor or at a multiple of the unit before or after
   * the anchor: for months from the 31st, at the last day of shorter months. A start that a change
   * of the time zone skips takes place right after the change.
   *
   * @param unit {@code DAYS}, {@code WEEKS}, {@code MONTHS} or {@code YEARS}
   * @param anchor a local time at which a window starts, a whole minute. The nearest such time in
   *     the early 1970s replaces the anchor, so that equal windows are equal quotas.
   * @param zone the time zone of the calendar
   */
  record CalendarWindow(long limit, ChronoUnit unit, LocalDateTime anchor, ZoneId zone)
      implements Quota {
    public CalendarWindow {
      QuotaFormat.require(limit >= 1, "limit must be at least 1");
      anchor = CalendarFormat.firstAnchor(unit, anchor);
      zone = zone.normalized();
    }

    @Override
    public Duration window() {
      return unit.getDuration();
    }

    @Override
    public Kind kind() {
      return Kind.FIXED_WINDOW;
    }

    @Override
    public String toString() {
      return CalendarFormat.write(this);
    }
  }

  /** The algorithms, as configuration and annotations name them. */
  enum Kind {
    TOKEN_BUCKET,
    LEAKY_BUCKET,
    FIXED_WINDOW,
    SLIDING_WINDOW_LOG,
    SLIDING_WINDOW_COUNTER;

    /**
     * Returns a quota of this kind.
     *
     * @param capacity the burst of a token bucket or the queue of a leaky bucket; the other kinds
     *     ignore this value, because their capacity is the limit
     */
    public Quota quota(long limit, Duration window, long capacity) {
      return switch (this) {
        case TOKEN_BUCKET -> new TokenBucket(limit, window, capacity);
        case LEAKY_BUCKET -> new LeakyBucket(limit, window, capacity);
        case FIXED_WINDOW -> new FixedWindow(limit, window);
        case SLIDING_WINDOW_LOG -> new SlidingWindowLog(limit, window);
        case SLIDING_WINDOW_COUNTER -> new SlidingWindowCounter(limit, window);
      };
    }

    /** Returns the written name, such as {@code sliding-window-log}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
