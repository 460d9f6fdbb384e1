package io.limitrate.internal.review;

import io.limitrate.Quota;
import io.limitrate.Quota.CalendarWindow;
import io.limitrate.Quota.FixedWindow;
import io.limitrate.Quota.LeakyBucket;
import io.limitrate.Quota.SlidingWindowCounter;
import io.limitrate.Quota.SlidingWindowLog;
import io.limitrate.Quota.TokenBucket;
import io.limitrate.Quotas.InFlight;
import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Finds redundant quotas. A quota is redundant when another quota of the same policy rejects every
 * call that this quota would reject. Costs that are settled after the call are not considered.
 */
final class Redundancy {
  private Redundancy() {}

  /** Returns a doubt about the first redundant quota. */
  static Optional<PolicyReview.Doubt> find(List<Quota> quotas) {
    for (int loose = 0; loose < quotas.size(); loose++) {
      for (int strict = 0; strict < quotas.size(); strict++) {
        if (strict != loose && hides(quotas.get(strict), quotas.get(loose))) {
          return Optional.of(doubt(quotas.get(strict), quotas.get(loose)));
        }
      }
    }
    return Optional.empty();
  }

  private static PolicyReview.Doubt doubt(Quota strict, Quota loose) {
    return new PolicyReview.Doubt(
        loose.toString(),
        "never decides, unless the costs of calls are settled afterwards, because "
            + strict
            + " never allows more: remove one of the two quotas");
  }

  private static boolean hides(Quota strict, Quota loose) {
    if (strict instanceof InFlight || loose instanceof InFlight) {
      return false;
    }
    if (strict instanceof TokenBucket bucket) {
      return bucketHides(bucket, loose);
    }
    if (strict instanceof LeakyBucket) {
      return loose instanceof LeakyBucket
          && strict.capacity() <= loose.capacity()
          && isSlower(strict, loose);
    }
    return strict.limit() <= loose.limit() && windowCovers(strict, loose);
  }

  private static boolean bucketHides(TokenBucket strict, Quota loose) {
    if (loose instanceof TokenBucket bucket) {
      return strict.burst() <= bucket.burst() && isSlower(strict, loose);
    }
    return !(loose instanceof LeakyBucket)
        && most(strict, spanNanos(loose)).compareTo(BigInteger.valueOf(loose.limit())) <= 0;
  }

  /**
   * Returns whether {@code strict} has the lower rate. Compares limit / window without rounding.
   */
  private static boolean isSlower(Quota strict, Quota loose) {
    return rate(strict.limit(), loose).compareTo(rate(loose.limit(), strict)) <= 0;
  }

  private static BigInteger rate(long limit, Quota other) {
    return BigInteger.valueOf(limit).multiply(BigInteger.valueOf(nanos(other)));
  }

  /** Returns the most units that a bucket can give out within a time span. */
  private static BigInteger most(TokenBucket bucket, long spanNanos) {
    return BigInteger.valueOf(bucket.limit())
        .multiply(BigInteger.valueOf(spanNanos))
        .divide(BigInteger.valueOf(nanos(bucket)))
        .add(BigInteger.valueOf(bucket.burst()));
  }

  /** Returns whether the window of {@code strict} always includes the window of {@code loose}. */
  private static boolean windowCovers(Quota strict, Quota loose) {
    if (loose instanceof TokenBucket || loose instanceof LeakyBucket) {
      return false;
    }
    if (strict instanceof SlidingWindowLog) {
      return nanos(strict) >= spanNanos(loose);
    }
    if (strict instanceof CalendarWindow || loose instanceof CalendarWindow) {
      return strict instanceof CalendarWindow one
          && loose instanceof CalendarWindow other
          && calendarCovers(one, other);
    }
    if (loose instanceof FixedWindow) {
      return nanos(strict) % nanos(loose) == 0;
    }
    return strict instanceof SlidingWindowCounter
        && loose instanceof SlidingWindowCounter
        && strict.window().equals(loose.window());
  }

  /** Returns whether no window of {@code loose} is in two windows of {@code strict}. */
  private static boolean calendarCovers(CalendarWindow strict, CalendarWindow loose) {
    boolean sameWindows = strict.unit() == loose.unit() && strict.anchor().equals(loose.anchor());
    boolean days =
        loose.unit() == ChronoUnit.DAYS
            && strict.anchor().toLocalTime().equals(loose.anchor().toLocalTime());
    return strict.zone().equals(loose.zone()) && (sameWindows || days);
  }

  /**
   * Returns how far back a quota counts, at most. A sliding window counter also weighs the previous
   * window; a window of the calendar may be two days longer than their average.
   */
  private static long spanNanos(Quota quota) {
    if (quota instanceof CalendarWindow) {
      return nanos(quota) + 2 * ChronoUnit.DAYS.getDuration().toNanos();
    }
    if (quota instanceof SlidingWindowCounter) {
      return 2 * nanos(quota);
    }
    return nanos(quota);
  }

  private static long nanos(Quota quota) {
    return quota.window().toNanos();
  }
}
