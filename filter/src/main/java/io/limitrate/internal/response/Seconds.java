package io.limitrate.internal.response;

import java.util.concurrent.TimeUnit;

/** Converts nanoseconds to whole seconds for clients, rounded up. */
public final class Seconds {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private Seconds() {}

  /** Returns the seconds, rounded up. */
  public static long ceil(long nanos) {
    return nanos / SECOND + (nanos % SECOND > 0 ? 1 : 0);
  }

  /** Returns the seconds of a wait, at least 1: a client would take 0 as no wait. */
  static long atLeastOne(long nanos) {
    return Math.max(1, ceil(nanos));
  }

  /** Returns the wait in words, rounded up to seconds, minutes, hours or days. */
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
