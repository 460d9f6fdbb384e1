package io.limitrate.internal.login.attempt;

import io.limitrate.internal.algorithm.ExpiringState;

/**
 * The attempts of one client that may be guessing.
 *
 * @param attempts the latest attempts
 * @param failures the latest failures
 * @param pending the pending attempts, each with its id
 * @param names the hashes of the names that failed recently
 * @param sprayed the number of attempts since a time, and of those that failed
 * @param blockedUntilNanos the end of the latest block, 0 for none
 * @param blocks the number of blocks in a row
 * @param consecutive the number of consecutive failures
 * @param suspectUntilNanos the time until which each attempt needs a solved challenge, 0 for none
 * @param tag the mark of what the state counts
 * @param keepUntilNanos the time from which the state has no effect
 */
public record AttemptState(
    TimestampLog attempts,
    TimestampLog failures,
    TimestampLog pending,
    TimestampLog names,
    Sprayed sprayed,
    long blockedUntilNanos,
    int blocks,
    int consecutive,
    long suspectUntilNanos,
    int tag,
    long keepUntilNanos)
    implements ExpiringState {
  static final AttemptState EMPTY =
      new AttemptState(
          TimestampLog.NONE,
          TimestampLog.NONE,
          TimestampLog.NONE,
          TimestampLog.NONE,
          new Sprayed(0, 0, 0),
          0,
          0,
          0,
          0,
          0,
          0);

  private static final AttemptStateCodec CODEC = new AttemptStateCodec();
  private static final int HEAD = 9;

  @Override
  public AttemptStateCodec codec() {
    return CODEC;
  }

  /** Returns the state as numbers. Times are distances before the first number. */
  @Override
  public long[] numbers() {
    long[] array =
        new long
            [HEAD + 4 + attempts.size() + failures.size() + 2 * pending.size() + 2 * names.size()];
    array[0] = keepUntilNanos;
    array[1] = distance(blockedUntilNanos);
    array[2] = blocks;
    array[3] = consecutive;
    array[4] = distance(suspectUntilNanos);
    array[5] = distance(sprayed.sinceNanos);
    array[6] = sprayed.attempts;
    array[7] = sprayed.failures;
    array[8] = tag;
    int at = write(attempts, false, array, HEAD);
    at = write(failures, false, array, at);
    at = write(pending, true, array, at);
    write(names, true, array, at);
    return array;
  }

  private long distance(long nanos) {
    return nanos == 0 ? -1 : keepUntilNanos - nanos;
  }

  private int write(TimestampLog marks, boolean marked, long[] array, int from) {
    int at = from;
    array[at++] = marks.size();
    for (int i = 0; i < marks.size(); i++) {
      array[at++] = distance(marks.nanos(i));
      if (marked) {
        array[at++] = marks.mark(i);
      }
    }
    return at;
  }

  /**
   * Returns the state that {@link #numbers} has written.
   *
   * @throws IllegalArgumentException when the numbers are no state
   */
  static AttemptState of(long[] array) {
    Reader reader = new Reader(array);
    AttemptState state =
        new AttemptState(
            reader.marks(false),
            reader.marks(false),
            reader.marks(true),
            reader.marks(true),
            new Sprayed(
                reader.time(array[5]), Math.toIntExact(array[6]), Math.toIntExact(array[7])),
            reader.time(array[1]),
            Math.toIntExact(array[2]),
            Math.toIntExact(array[3]),
            reader.time(array[4]),
            Math.toIntExact(array[8]),
            array[0]);
    reader.end();
    return state;
  }

  private static final class Reader {
    private final long[] array;
    private int at = HEAD;

    Reader(long[] array) {
      if (array.length < HEAD + 4) {
        throw new IllegalArgumentException("too few numbers for a state");
      }
      this.array = array;
    }

    long time(long distance) {
      return distance == -1 ? 0 : array[0] - distance;
    }

    TimestampLog marks(boolean marked) {
      long size = array[at++];
      if (size < 0 || size * (marked ? 2 : 1) > array.length - at) {
        throw new IllegalArgumentException(size + " marks: are not there");
      }
      long[] nanos = new long[(int) size];
      int[] marks = new int[(int) size];
      for (int i = 0; i < size; i++) {
        nanos[i] = time(array[at++]);
        marks[i] = marked ? Math.toIntExact(array[at++]) : 0;
      }
      return new TimestampLog(nanos, marks);
    }

    void end() {
      if (at != array.length) {
        throw new IllegalArgumentException("more numbers than a state has");
      }
    }
  }

  /** Counts the attempts since a time, and the failures among them. */
  record Sprayed(long sinceNanos, int attempts, int failures) {}
}
