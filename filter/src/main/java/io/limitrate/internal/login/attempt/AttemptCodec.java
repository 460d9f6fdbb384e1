package io.limitrate.internal.login.attempt;

import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.login.attempt.AttemptLimits.Block;
import io.limitrate.internal.login.attempt.AttemptLimits.Spraying;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.store.shared.codec.Base36;
import io.limitrate.internal.store.shared.codec.TransitionCodec;

/**
 * Writes and reads a login attempt: its time, its move, the id, the other mark, and its limits as
 * numbers.
 */
public record AttemptCodec() implements TransitionCodec<AttemptTransition> {
  private static final int LIMITS_FROM = 4;
  private static final int LIMITS = 15;

  private static final BoundedMemo<AttemptLimits, Attempts> ATTEMPTS = new BoundedMemo<>();

  @Override
  public char letter() {
    return 't';
  }

  @Override
  public Class<AttemptTransition> type() {
    return AttemptTransition.class;
  }

  @Override
  public void append(StringBuilder text, AttemptTransition attempt, long nowNanos) {
    Base36.append(text, attempt.nowNanos() - nowNanos);
    text.append(':').append(attempt.move());
    Base36.append(text.append(':'), attempt.id());
    Base36.append(text.append(':'), attempt.other());
    for (long number : numbers(attempt.by().limits())) {
      Base36.append(text.append(':'), number);
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

  @Override
  public AttemptTransition read(String[] fields, CountedQuotas quotas, long nowNanos) {
    if (fields.length != LIMITS_FROM + LIMITS) {
      throw new IllegalArgumentException("an attempt of another version");
    }
    long[] limits = new long[LIMITS];
    for (int i = 0; i < LIMITS; i++) {
      limits[i] = Base36.parse(fields[LIMITS_FROM + i]);
    }
    return new AttemptTransition(
        ATTEMPTS.get(limits(limits), Attempts::of),
        Move.valueOf(fields[1]),
        Math.toIntExact(Base36.parse(fields[2])),
        Math.toIntExact(Base36.parse(fields[3])),
        nowNanos + Base36.parse(fields[0]));
  }

  private static AttemptLimits limits(long[] numbers) {
    return new AttemptLimits(
        limit(numbers, 0),
        limit(numbers, 2),
        limit(numbers, 4),
        new Block(numbers[6], Math.toIntExact(numbers[7]), numbers[8], numbers[9]),
        new Spraying(limit(numbers, 10), Math.toIntExact(numbers[12])),
        Math.toIntExact(numbers[13]),
        Math.toIntExact(numbers[14]));
  }

  private static AttemptLimit limit(long[] numbers, int at) {
    return new AttemptLimit(Math.toIntExact(numbers[at]), numbers[at + 1]);
  }
}
