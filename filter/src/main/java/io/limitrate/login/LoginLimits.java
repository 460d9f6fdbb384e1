package io.limitrate.login;

import java.time.Duration;

/**
 * The limits on the attempts of one address, one username or one browser, and the consequences of
 * exceeding them. An application uses this type in the builder of a login. Immutable.
 *
 * @param attempts the most attempts, whatever their outcome is; one more starts a block
 * @param failures the most failures, including attempts without an outcome; one more starts a
 *     block, or has to wait until there are fewer failures if {@code block} has no duration
 * @param challenge the number of failures after which the next attempt needs a solved challenge
 * @param block the duration of a block
 * @param spraying the limits that identify password spraying
 */
public record LoginLimits(
    Limit attempts, Limit failures, Limit challenge, Block block, Spraying spraying) {
  /**
   * A block of 5 minutes. Each further block is twice as long, up to an hour. A block is forgotten
   * after a day.
   */
  public static final Block BLOCK =
      new Block(Duration.ofMinutes(5), 2, Duration.ofHours(1), Duration.ofDays(1));

  /**
   * The limits of an address: 5 attempts a minute, then a block; a challenge after 3 failures in a
   * minute; a suspicion if more than 10 different names fail in 10 minutes, and more than 80 % of
   * the attempts fail.
   */
  public static final LoginLimits ADDRESS =
      new LoginLimits(
          new Limit(5, Duration.ofMinutes(1)),
          Limit.NONE,
          new Limit(3, Duration.ofMinutes(1)),
          BLOCK,
          new Spraying(new Limit(10, Duration.ofMinutes(10)), 80));

  /** The limits of a username: 10 failures in an hour over all addresses. */
  public static final LoginLimits USER =
      new LoginLimits(
          Limit.NONE, new Limit(10, Duration.ofHours(1)), Limit.NONE, Block.NONE, Spraying.NONE);

  /**
   * The limits of a known browser: the attempts and the challenge of an address, and the failures
   * of a username.
   */
  public static final LoginLimits DEVICE =
      new LoginLimits(
          ADDRESS.attempts(), USER.failures(), ADDRESS.challenge(), BLOCK, Spraying.NONE);

  /**
   * The most events within a time, for any interval of that length. A sliding window log of the
   * last {@code limit} times counts it exactly.
   *
   * @param limit the most events, 1 to 1,000
   * @param window the time, 1 ns to 3,650 d
   */
  public record Limit(int limit, Duration window) {
    /** A limit that never rejects: its limit and its window are 0. */
    public static final Limit NONE = new Limit(0, Duration.ZERO);

    private static final int MOST = 1_000;
    private static final Duration LONGEST = Duration.ofDays(3650);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when the limit or the window is out of range
     */
    public Limit {
      if (limit != 0 || !window.isZero()) {
        if (limit < 1 || limit > MOST) {
          throw new IllegalArgumentException("limit " + limit + ": must be from 1 to " + MOST);
        }
        check("window", window, Duration.ofNanos(1), LONGEST);
      }
    }

    private static void check(String name, Duration duration, Duration least, Duration most) {
      if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            name + " " + duration + ": must be from " + least + " to " + most);
      }
    }

    /** Returns whether this limit never rejects. */
    public boolean none() {
      return limit == 0;
    }
  }

  /**
   * The duration of a block. A block that starts within the memory of the previous block lasts
   * longer.
   *
   * @param duration the duration of the first block, at most {@code longest}; 0 for a block that
   *     lasts until there are fewer failures
   * @param factor the factor for each further block, 1 to 100
   * @param longest the longest duration, at most 3,650 d
   * @param memory the time after the end of a block during which a new block lasts longer, at most
   *     3,650 d
   */
  public record Block(Duration duration, int factor, Duration longest, Duration memory) {
    /** A block that lasts until there are fewer failures. */
    public static final Block NONE = new Block(Duration.ZERO, 1, Duration.ZERO, Duration.ZERO);

    private static final int MOST_FACTOR = 100;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a duration or the factor is out of range
     */
    public Block {
      Limit.check("longest", longest, Duration.ZERO, Limit.LONGEST);
      Limit.check("duration", duration, Duration.ZERO, longest);
      Limit.check("memory", memory, Duration.ZERO, Limit.LONGEST);
      if (factor < 1 || factor > MOST_FACTOR) {
        throw new IllegalArgumentException(
            "factor " + factor + ": must be from 1 to " + MOST_FACTOR);
      }
    }
  }

  /**
   * The limits that identify password spraying: attempts with many different names, most of which
   * fail.
   *
   * @param names the most different names that may fail
   * @param failingPercent the highest percentage of failing attempts, 0 to 99
   */
  public record Spraying(Limit names, int failingPercent) {
    /** Never identifies spraying. */
    public static final Spraying NONE = new Spraying(Limit.NONE, 0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when the percentage is out of range
     */
    public Spraying {
      if (failingPercent < 0 || failingPercent > 99) {
        throw new IllegalArgumentException(
            "failingPercent " + failingPercent + ": must be from 0 to 99");
      }
    }
  }
}
