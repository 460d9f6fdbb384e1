package io.limitrate.internal.algorithm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rejections of one key that may lead to a ban, and its latest ban.
 *
 * <p>Immutable, thread-safe, equal by value.
 */
public final class BanState implements ExpiringState {
  static final BanState EMPTY = new BanState(new long[0], 0, 0, 0, 0);

  private static final BanStateCodec CODEC = new BanStateCodec();
  private static final int HEAD = 4;
  private static final int NEVER_BANNED = -1;

  private final long[] strikes;
  private final long bannedUntilNanos;
  private final int bans;
  private final int tag;
  private final long keepUntilNanos;

  /**
   * Creates a state.
   *
   * @param strikes the times of the rejections that count, in ascending order
   * @param bannedUntilNanos the end of the latest ban; 0 for none
   * @param bans the number of bans in a row, which makes the next ban longer
   * @param tag the mark of the policy, which tells later whose ban this is
   * @param keepUntilNanos the time from which the state has no effect
   */
  BanState(long[] strikes, long bannedUntilNanos, int bans, int tag, long keepUntilNanos) {
    this.strikes = strikes;
    this.bannedUntilNanos = bannedUntilNanos;
    this.bans = bans;
    this.tag = tag;
    this.keepUntilNanos = keepUntilNanos;
  }

  /** Returns the times of the rejections within a time before now, and of those in the future. */
  long[] strikes(long nowNanos, long withinNanos) {
    int from = 0;
    while (from < strikes.length && nowNanos - strikes[from] >= withinNanos) {
      from++;
    }
    return Arrays.copyOfRange(strikes, from, strikes.length);
  }

  /** Returns the remaining time of the ban in nanoseconds; 0 without a ban. */
  public long bannedNanos(long nowNanos) {
    return bannedUntilNanos == 0 ? 0 : Math.max(0, bannedUntilNanos - nowNanos);
  }

  /** Returns the bans in a row, if the end of the last one is at most the memory ago. */
  int bans(long nowNanos, long memoryNanos) {
    return nowNanos - bannedUntilNanos < memoryNanos ? bans : 0;
  }

  long bannedUntilNanos() {
    return bannedUntilNanos;
  }

  /** Returns the mark of the policy. */
  public int tag() {
    return tag;
  }

  @Override
  public long keepUntilNanos() {
    return keepUntilNanos;
  }

  @Override
  public BanStateCodec codec() {
    return CODEC;
  }

  /** Returns the state as numbers. Times are distances before the first number. */
  @Override
  public long[] numbers() {
    long[] numbers = new long[HEAD + strikes.length];
    numbers[0] = keepUntilNanos;
    numbers[1] = bannedUntilNanos == 0 ? NEVER_BANNED : keepUntilNanos - bannedUntilNanos;
    numbers[2] = bans;
    numbers[3] = tag;
    for (int i = 0; i < strikes.length; i++) {
      numbers[HEAD + i] = keepUntilNanos - strikes[i];
    }
    return numbers;
  }

  static BanState ofNumbers(long[] numbers) {
    long[] strikes = new long[numbers.length - HEAD];
    for (int i = 0; i < strikes.length; i++) {
      strikes[i] = numbers[0] - numbers[HEAD + i];
    }
    long until = numbers[1] == NEVER_BANNED ? 0 : numbers[0] - numbers[1];
    return new BanState(
        strikes, until, Math.toIntExact(numbers[2]), Math.toIntExact(numbers[3]), numbers[0]);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BanState that && Arrays.equals(numbers(), that.numbers());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers());
  }

  @Override
  public String toString() {
    return "banned until " + bannedUntilNanos + ", bans " + bans + ", " + Arrays.toString(strikes);
  }
}
