package io.limitrate.internal.store.shared;

import io.limitrate.Attempts;
import io.limitrate.Transition.Attempt;
import io.limitrate.Transition.Attempt.Move;
import io.limitrate.internal.algorithm.AttemptLimit;
import io.limitrate.internal.algorithm.AttemptLimits;
import io.limitrate.internal.algorithm.AttemptLimits.Block;
import io.limitrate.internal.algorithm.AttemptLimits.Spraying;

/**
 * Writes and reads a login attempt within the text of a command: its time, its move, the id, the
 * other mark, and its limits as numbers.
 */
final class AttemptText {
  private static final int RADIX = Character.MAX_RADIX;
  private static final int LIMITS_FROM = 4;
  private static final int LIMITS = 15;

  private static final BoundedMemo<AttemptLimits, Attempts> ATTEMPTS = new BoundedMemo<>();

  private AttemptText() {}

  static void append(StringBuilder text, Attempt attempt, long nowNanos) {
    number(text, attempt.nowNanos() - nowNanos);
    text.append(':').append(attempt.move());
    number(text.append(':'), attempt.id());
    number(text.append(':'), attempt.other());
    for (long number : numbers(attempt.by().limits())) {
      number(text.append(':'), number);
    }
  }

  private static long[] numbers(AttemptLimits limits) {
    AttemptLimit names = limits.spraying().names();
    return new long[] {
      limits.attempts().limit(),
      limits.attempts().windowNanos(),
      limits.failures().limit(),
      limits.failures().windowNanos(),
      limits.challenge().limit(),
      limits.challenge().windowNanos(),
      limits.block().nanos(),
      limits.block().factor(),
      limits.block().mostNanos(),
      limits.block().memoryNanos(),
      names.limit(),
      names.windowNanos(),
      limits.spraying().failingPercent(),
      limits.consecutive(),
      limits.tag()
    };
  }

  private static void number(StringBuilder text, long number) {
    text.append(Long.toString(number, RADIX));
  }

  static Attempt read(String[] fields, long nowNanos) {
    if (fields.length != LIMITS_FROM + LIMITS) {
      throw new IllegalArgumentException("an attempt of another version");
    }
    long[] limits = new long[LIMITS];
    for (int i = 0; i < LIMITS; i++) {
      limits[i] = number(fields[LIMITS_FROM + i]);
    }
    return new Attempt(
        ATTEMPTS.get(limits(limits), Attempts::of),
        Move.valueOf(fields[1]),
        Math.toIntExact(number(fields[2])),
        Math.toIntExact(number(fields[3])),
        nowNanos + number(fields[0]));
  }

  private static long number(String text) {
    return Long.parseLong(text, RADIX);
  }

  private static AttemptLimits limits(long[] numbers) {
    return new AttemptLimits(
        allowance(numbers, 0),
        allowance(numbers, 2),
        allowance(numbers, 4),
        new Block(numbers[6], Math.toIntExact(numbers[7]), numbers[8], numbers[9]),
        new Spraying(allowance(numbers, 10), Math.toIntExact(numbers[12])),
        Math.toIntExact(numbers[13]),
        Math.toIntExact(numbers[14]));
  }

  private static AttemptLimit allowance(long[] numbers, int at) {
    return new AttemptLimit(Math.toIntExact(numbers[at]), numbers[at + 1]);
  }
}
