package io.limitrate.internal.algorithm;

import java.util.Arrays;

/**
 * The units of a sliding window by the time of their charge, oldest first.
 *
 * <p>Immutable, thread-safe, equal by value. A run is a time and the units that were charged at
 * that time. All runs share one array, because every admission copies the log.
 */
public final class SlidingWindowLogState implements QuotaState {

  static final SlidingWindowLogState EMPTY = new SlidingWindowLogState(new long[0]);

  private final long[] runs;

  private SlidingWindowLogState(long[] runs) {
    this.runs = runs;
  }

  /**
   * Returns the log that {@link #toArray()} has written.
   *
   * @param runs alternating times in nanoseconds and units; times ascend by difference, units are
   *     positive and their sum fits a long
   * @throws IllegalArgumentException if the runs break one of these rules
   */
  public static SlidingWindowLogState of(long... runs) {
    long[] copy = runs.clone();
    long units = 0;
    for (int at = 0; at < copy.length; at += 2) {
      boolean ascending = at == 0 || copy[at] - copy[at - 2] > 0;
      if (at + 1 == copy.length || !ascending || copy[at + 1] < 1) {
        throw new IllegalArgumentException(
            "run " + at / 2 + ": must be an ascending time and positive units");
      }
      units += copy[at + 1];
      if (units < 0) {
        throw new IllegalArgumentException("run " + at / 2 + ": units exceed a long");
      }
    }
    return new SlidingWindowLogState(copy);
  }

  /** Returns a copy of the runs: alternating times in nanoseconds and units, oldest first. */
  public long[] toArray() {
    return runs.clone();
  }

  @Override
  public QuotaStateCodec codec() {
    return QuotaStateCodec.SLIDING_WINDOW_LOG;
  }

  /**
   * Returns the runs. Each time but the first is the distance from the time before, because most
   * distances are short numbers.
   */
  @Override
  public long[] numbers() {
    long[] numbers = runs.clone();
    for (int i = numbers.length - 2; i > 0; i -= 2) {
      numbers[i] -= numbers[i - 2];
    }
    return numbers;
  }

  static SlidingWindowLogState ofNumbers(long[] numbers) {
    long[] runs = numbers.clone();
    for (int i = 2; i < runs.length; i += 2) {
      runs[i] += runs[i - 2];
    }
    return of(runs);
  }

  int size() {
    return runs.length / 2;
  }

  long time(int run) {
    return runs[2 * run];
  }

  long units(int run) {
    return runs[2 * run + 1];
  }

  long unitsFrom(int run) {
    long units = 0;
    for (int at = run; at < size(); at++) {
      units += units(at);
    }
    return units;
  }

  /**
   * Returns the index of the first run that is later than the time, or the size if there is none.
   */
  int firstAfter(long timeNanos) {
    int run = 0;
    while (run < size() && time(run) - timeNanos <= 0) {
      run++;
    }
    return run;
  }

  /**
   * Returns the log without the runs before {@code first}, and with additional units at the time.
   */
  SlidingWindowLogState plus(int first, long timeNanos, long units) {
    int run = size();
    while (run > first && time(run - 1) - timeNanos >= 0) {
      run--;
    }
    if (run < size() && time(run) == timeNanos) {
      return with(first, run, units(run) + units);
    }
    long[] next = new long[runs.length - 2 * first + 2];
    int older = 2 * (run - first);
    System.arraycopy(runs, 2 * first, next, 0, older);
    next[older] = timeNanos;
    next[older + 1] = units;
    System.arraycopy(runs, 2 * run, next, older + 2, runs.length - 2 * run);
    return new SlidingWindowLogState(next);
  }

  /** Returns the log without the runs before {@code first}, and with fewer units in a later run. */
  SlidingWindowLogState minus(int first, int run, long units) {
    if (units(run) > units) {
      return with(first, run, units(run) - units);
    }
    long[] next = new long[runs.length - 2 * first - 2];
    int older = 2 * (run - first);
    System.arraycopy(runs, 2 * first, next, 0, older);
    System.arraycopy(runs, 2 * run + 2, next, older, next.length - older);
    return new SlidingWindowLogState(next);
  }

  /** Returns the log in which all later units are moved to the time. */
  SlidingWindowLogState pulledBackTo(long timeNanos) {
    int later = firstAfter(timeNanos);
    long[] earlier = Arrays.copyOf(runs, 2 * later);
    return new SlidingWindowLogState(earlier).plus(0, timeNanos, unitsFrom(later));
  }

  private SlidingWindowLogState with(int first, int run, long units) {
    long[] next = Arrays.copyOfRange(runs, 2 * first, runs.length);
    next[2 * (run - first) + 1] = units;
    return new SlidingWindowLogState(next);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlidingWindowLogState that && Arrays.equals(runs, that.runs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(runs);
  }

  @Override
  public String toString() {
    return "SlidingWindowLogState" + Arrays.toString(runs);
  }
}
