package io.limitrate.login;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;

import io.limitrate.internal.algorithm.AttemptLimit;
import io.limitrate.internal.algorithm.AttemptLimits;
import io.limitrate.internal.algorithm.AttemptLimits.Block;
import io.limitrate.internal.algorithm.AttemptLimits.Spraying;

/** What may be tried at a login, unless an application says otherwise. */
public final class LoginLimits {
  /** 5 minutes, then twice as long each time, an hour at most; forgotten after a day. */
  public static final Block BLOCK =
      new Block(MINUTES.toNanos(5), 2, HOURS.toNanos(1), HOURS.toNanos(24));

  /** 5 attempts a minute, then a block; after 3 failures a challenge; more than 10 names. */
  public static final AttemptLimits ADDRESS =
      new AttemptLimits(
          new AttemptLimit(5, MINUTES.toNanos(1)),
          AttemptLimit.NONE,
          new AttemptLimit(3, MINUTES.toNanos(1)),
          BLOCK,
          new Spraying(new AttemptLimit(10, MINUTES.toNanos(10)), 80));

  /** 10 failures in an hour, whatever their addresses. */
  public static final AttemptLimits USER =
      new AttemptLimits(
          AttemptLimit.NONE,
          new AttemptLimit(10, HOURS.toNanos(1)),
          AttemptLimit.NONE,
          Block.NONE,
          Spraying.NONE);

  /** As an address, and as a username. */
  public static final AttemptLimits DEVICE =
      new AttemptLimits(
          ADDRESS.attempts(), USER.failures(), ADDRESS.challenge(), BLOCK, Spraying.NONE);

  private LoginLimits() {}
}
