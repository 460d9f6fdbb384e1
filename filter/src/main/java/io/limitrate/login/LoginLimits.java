package io.limitrate.login;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;

import io.limitrate.internal.login.attempt.AttemptLimit;
import io.limitrate.internal.login.attempt.AttemptLimits;
import io.limitrate.internal.login.attempt.AttemptLimits.Block;
import io.limitrate.internal.login.attempt.AttemptLimits.Spraying;

/**
 * The default limits of a login. An application starts from these constants to set limits of its
 * own.
 */
public final class LoginLimits {
  /**
   * A block of 5 minutes. Each further block is twice as long, up to an hour. A block is forgotten
   * after a day.
   */
  public static final Block BLOCK =
      new Block(MINUTES.toNanos(5), 2, HOURS.toNanos(1), HOURS.toNanos(24));

  /**
   * The limits of an address: 5 attempts a minute, then a block; a challenge after 3 failures in a
   * minute; a suspicion if more than 10 different names fail in 10 minutes, and more than 80 % of
   * the attempts fail.
   */
  public static final AttemptLimits ADDRESS =
      new AttemptLimits(
          new AttemptLimit(5, MINUTES.toNanos(1)),
          AttemptLimit.NONE,
          new AttemptLimit(3, MINUTES.toNanos(1)),
          BLOCK,
          new Spraying(new AttemptLimit(10, MINUTES.toNanos(10)), 80));

  /** The limits of a username: 10 failures in an hour over all addresses. */
  public static final AttemptLimits USER =
      new AttemptLimits(
          AttemptLimit.NONE,
          new AttemptLimit(10, HOURS.toNanos(1)),
          AttemptLimit.NONE,
          Block.NONE,
          Spraying.NONE);

  /**
   * The limits of a known browser: the attempts and the challenge of an address, and the failures
   * of a username.
   */
  public static final AttemptLimits DEVICE =
      new AttemptLimits(
          ADDRESS.attempts(), USER.failures(), ADDRESS.challenge(), BLOCK, Spraying.NONE);

  private LoginLimits() {}
}
