package io.limitrate.internal.login.attempt;

import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.store.shared.codec.Base36;
import io.limitrate.internal.store.shared.codec.TransitionCodec;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.time.Duration;

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

  private static long[] numbers(AttemptLimits counted) {
    LoginLimits limits = counted.login();
    Limit names = limits.spraying().names();
    return new long[] {
      limits.attempts().limit(),
      limits.attempts().window().toNanos(),
      limits.failures().limit(),
      limits.failures().window().toNanos(),
      limits.challenge().limit(),
      limits.challenge().window().toNanos(),
      limits.block().duration().toNanos(),
      limits.block().factor(),
      limits.block().longest().toNanos(),
      limits.block().memory().toNanos(),
      names.limit(),
      names.window().toNanos(),
      limits.spraying().failingPercent(),
      counted.consecutive(),
      counted.tag()
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
    LoginLimits limits =
        new LoginLimits(
            limit(numbers, 0),
            limit(numbers, 2),
            limit(numbers, 4),
            block(numbers),
            new Spraying(limit(numbers, 10), Math.toIntExact(numbers[12])));
    return new AttemptLimits(limits, Math.toIntExact(numbers[13]), Math.toIntExact(numbers[14]));
  }

  private static Limit limit(long[] numbers, int at) {
    return new Limit(Math.toIntExact(numbers[at]), Duration.ofNanos(numbers[at + 1]));
  }

  private static Block block(long[] numbers) {
    return new Block(
        Duration.ofNanos(numbers[6]),
        Math.toIntExact(numbers[7]),
        Duration.ofNanos(numbers[8]),
        Duration.ofNanos(numbers[9]));
  }
}
