package io.limitrate.internal.login.attempt;

import io.limitrate.login.LoginLimits.Limit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Times in ascending order, each with a number that identifies its event. Equal by value.
 *
 * <p>Immutable and thread-safe.
 */
final class TimestampLog {
  static final TimestampLog NONE = new TimestampLog(new long[0], new int[0]);

  private final long[] nanos;
  private final int[] marks;

  TimestampLog(long[] nanos, int[] marks) {
    this.nanos = nanos;
    this.marks = marks;
  }

  int size() {
    return nanos.length;
  }

  long nanos(int index) {
    return nanos[index];
  }

  int mark(int index) {
    return marks[index];
  }

  boolean isEmpty() {
    return nanos.length == 0;
  }

  long latestNanos() {
    return nanos[nanos.length - 1];
  }

  /**
   * Returns the log with one more event, which is the latest. If there are more than {@code most},
   * drops the oldest.
   */
  TimestampLog add(long nowNanos, int mark, int most) {
    int from = Math.max(0, size() + 1 - most);
    int kept = size() - from;
    long[] times = Arrays.copyOfRange(nanos, from, from + kept + 1);
    int[] whose = Arrays.copyOfRange(marks, from, from + kept + 1);
    times[kept] = nowNanos;
    whose[kept] = mark;
    return new TimestampLog(times, whose);
  }

  /** Returns the log without the events of the mark. */
  TimestampLog without(int mark) {
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] == mark) {
        return withoutIndex(i).without(mark);
      }
    }
    return this;
  }

  private TimestampLog withoutIndex(int index) {
    long[] times = new long[size() - 1];
    int[] whose = new int[size() - 1];
    System.arraycopy(nanos, 0, times, 0, index);
    System.arraycopy(nanos, index + 1, times, index, times.length - index);
    System.arraycopy(marks, 0, whose, 0, index);
    System.arraycopy(marks, index + 1, whose, index, whose.length - index);
    return new TimestampLog(times, whose);
  }

  /**
   * Returns the events that are younger than the age. A time ahead of a clock that went back
   * becomes now.
   */
  TimestampLog within(long nowNanos, long ageNanos) {
    int from = 0;
    while (from < size() && nowNanos - nanos[from] >= ageNanos) {
      from++;
    }
    boolean ahead = size() > 0 && latestNanos() > nowNanos;
    if (from == 0 && !ahead) {
      return this;
    }
    long[] times = Arrays.copyOfRange(nanos, from, size());
    for (int i = 0; i < times.length; i++) {
      times[i] = Math.min(times[i], nowNanos);
    }
    return new TimestampLog(times, Arrays.copyOfRange(marks, from, size()));
  }

  /** Returns whether one more event would exceed the limit. */
  boolean isFull(long nowNanos, Limit limit) {
    return !limit.none() && count(nowNanos, limit) >= limit.limit();
  }

  /** Returns the number of events within the window of the limit. */
  int count(long nowNanos, Limit limit) {
    long ageNanos = limit.window().toNanos();
    int count = 0;
    while (count < size() && nowNanos - nanos[size() - 1 - count] < ageNanos) {
      count++;
    }
    return count;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimestampLog that
        && Arrays.equals(nanos, that.nanos)
        && Arrays.equals(marks, that.marks);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(nanos) + Arrays.hashCode(marks);
  }

  @Override
  public String toString() {
    return Arrays.toString(nanos);
  }
}
