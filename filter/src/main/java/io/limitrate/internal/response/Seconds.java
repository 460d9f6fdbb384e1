package io.limitrate.internal.response;

import java.util.concurrent.TimeUnit;

/** Nanoseconds as clients are told them: whole seconds, rounded up. */
final class Seconds {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private Seconds() {}

  static long ceil(long nanos) {
    return nanos / SECOND + (nanos % SECOND > 0 ? 1 : 0);
  }

  /** A wait that tells a client to wait at all. */
  static long atLeastOne(long nanos) {
    return Math.max(1, ceil(nanos));
  }

  /** The wait in words, rounded up to a unit of which there are not too many. */
  static String inWords(long seconds) {
    if (seconds < 120) {
      return count(seconds, "second");
    }
    long minutes = (seconds + 59) / 60;
    if (minutes < 120) {
      return count(minutes, "minute");
    }
    long hours = (minutes + 59) / 60;
    return hours < 48 ? count(hours, "hour") : count((hours + 23) / 24, "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
