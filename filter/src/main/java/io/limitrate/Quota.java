package io.limitrate;

import java.time.Duration;
import java.util.Locale;

/**
 * How many units a window allows, and by which algorithm they are counted.
 *
 * <p>Quotas are immutable values. Written form: {@code 100/1m}, {@code 10/1s burst 20}, {@code 5/1m
 * fixed-window}, {@code 50/1s leaky-bucket queue 100}; the window's number may be left out ({@code
 * 100/m}), units are {@code ns us ms s m h d}. {@link #parse} reads it, {@code toString} writes it.
 *
 * <p>Ranges: limit, burst and queue are at least 1; a window is 1 ns to 3,650 days; the time to
 * fill an empty quota is at most 2^60 ns (about 36 years). Anything else is an {@link
 * IllegalArgumentException} that names the value and the rule.
 */
public sealed interface Quota {

  /** Units per window. */
  long limit();

  /** The window that {@link #limit} refers to. */
  Duration window();

  /** The most units that can be taken at one instant; {@code remaining} never exceeds it. */
  default long capacity() {
    return limit();
  }

  /** The algorithm that counts this quota. */
  Kind kind();

  /** Reads the written form; a token bucket where it names no algorithm. */
  static Quota parse(String text) {
    return parse(text, Kind.TOKEN_BUCKET);
  }

  /**
   * Reads the written form, with this algorithm where it names none, not even by a burst or queue.
   */
  static Quota parse(String text, Kind unnamed) {
    return QuotaFormat.parse(text, unnamed);
  }

  /** A token bucket that holds one window's units. */
  static TokenBucket tokenBucket(long limit, Duration window) {
    return new TokenBucket(limit, window, limit);
  }

  /**
   * Units drip in evenly, {@code limit} a window, and up to {@code burst} are kept: the generic
   * cell rate algorithm (ITU-T I.371).
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
   * Calls leave evenly, {@code limit} a window; up to {@code queue} of them wait for their turn
   * instead of being rejected.
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

  /** Windows follow one another from the epoch on; each begins with all its units. */
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
   * Never more than {@code limit} units in any window, wherever it begins. Up to 256 units each is
   * remembered; above, 256 sub-windows are, so that a unit counts up to 1/256 of the window too
   * long.
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
   * Two fixed windows, the earlier one weighted by how much of it the sliding window still covers.
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

  /** The algorithms by name, as configuration and annotations select them. */
  enum Kind {
    TOKEN_BUCKET,
    LEAKY_BUCKET,
    FIXED_WINDOW,
    SLIDING_WINDOW_LOG,
    SLIDING_WINDOW_COUNTER;

    /** The written name, such as {@code sliding-window-log}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
