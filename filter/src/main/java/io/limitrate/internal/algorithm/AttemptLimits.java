package io.limitrate.internal.algorithm;

import java.util.concurrent.TimeUnit;

/**
 * How often something may be tried by one who may be guessing, and what follows when it is too
 * often.
 *
 * @param attempts how many attempts there may be, whatever comes of them; one more begins a block
 * @param failures how many may fail, those under way among them; one more begins a block, or waits
 *     until there are fewer where a block lasts no time
 * @param challenge after how many that failed the next one needs a solved challenge
 * @param block how long a block lasts
 * @param spraying what is no longer the forgetfulness of one
 * @param consecutive how many failures in a row are worth to be remembered for months, 0 for none
 * @param tag what the state is marked with, to tell later whose it is
 */
public record AttemptLimits(
    AttemptLimit attempts,
    AttemptLimit failures,
    AttemptLimit challenge,
    Block block,
    Spraying spraying,
    int consecutive,
    int tag) {

  /** The same without an interest in failures in a row. */
  public AttemptLimits(
      AttemptLimit attempts,
      AttemptLimit failures,
      AttemptLimit challenge,
      Block block,
      Spraying spraying) {
    this(attempts, failures, challenge, block, spraying, 0, 0);
  }

  /** These limits, and failures in a row are remembered. */
  public AttemptLimits consecutive(int failures) {
    return new AttemptLimits(attempts, this.failures, challenge, block, spraying, failures, tag);
  }

  /** These limits, and states have this tag. */
  public AttemptLimits tagged(int tag) {
    return new AttemptLimits(attempts, failures, challenge, block, spraying, consecutive, tag);
  }

  /** What one of so many nodes has of these limits: its part of each, and at least one. */
  public AttemptLimits share(int nodes) {
    return new AttemptLimits(
        attempts.share(nodes),
        failures.share(nodes),
        challenge.share(nodes),
        block,
        spraying,
        consecutive,
        tag);
  }

  /**
   * How near a state is to a block, from 0 to 100: a store that has no room for all states drops
   * those that are least near.
   *
   * @return 100 during a block; 99 while the next block will be longer because of an earlier one,
   *     or while each attempt needs a challenge; otherwise the percentage of the allowance that is
   *     used most, at most 98
   */
  public int nearness(AttemptState state, long nowNanos) {
    long sinceBlockNanos = nowNanos - state.blockedUntilNanos();
    if (state.blockedUntilNanos() != 0 && sinceBlockNanos < 0) {
      return 100;
    }
    boolean escalates = state.blocks() > 0 && sinceBlockNanos < block.memoryNanos();
    if (escalates || state.suspectUntilNanos() > nowNanos) {
      return 99;
    }
    int nearest = used(state.attempts(), 0, attempts, nowNanos);
    nearest = Math.max(nearest, used(state.failures(), state.pending().size(), failures, nowNanos));
    nearest = Math.max(nearest, used(state.failures(), 0, challenge, nowNanos));
    nearest = Math.max(nearest, used(state.names(), 0, spraying.names(), nowNanos));
    return Math.max(nearest, percentage(state.consecutive(), consecutive));
  }

  private static int used(TimestampLog marks, int more, AttemptLimit allowance, long nowNanos) {
    int count = marks.count(nowNanos, allowance.windowNanos());
    return percentage(count + more, allowance.limit());
  }

  private static int percentage(long count, int limit) {
    return limit == 0 ? 0 : (int) Math.min(98, 100 * count / limit);
  }

  /** How long a state may matter at most, in nanoseconds. */
  public long retentionNanos() {
    long nanos = Math.max(longestBlockNanos() + block.memoryNanos(), failureWindowNanos());
    nanos =
        Math.max(nanos, Math.max(spraying.names().windowNanos(), AttemptAlgorithm.PENDING_NANOS));
    return consecutive > 0 ? Math.max(nanos, AttemptDraft.CONSECUTIVE_NANOS) : nanos;
  }

  long longestBlockNanos() {
    return Math.max(block.mostNanos(), Math.max(attempts.windowNanos(), failures.windowNanos()));
  }

  /** How long a failure matters. */
  long failureWindowNanos() {
    return Math.max(failures.windowNanos(), challenge.windowNanos());
  }

  /** How many failures matter. */
  int mostFailures() {
    return Math.max(failures.limit(), challenge.limit());
  }

  /**
   * How long a block lasts. Each next one within the memory of the one before lasts longer.
   *
   * @param nanos the first; 0 for until the failures are fewer
   * @param factor how much longer each next one lasts, from 1 to 100
   * @param mostNanos the longest
   * @param memoryNanos how long after its end a block makes the next one longer
   */
  public record Block(long nanos, int factor, long mostNanos, long memoryNanos) {
    /** Until the failures are fewer. */
    public static final Block NONE = new Block(0, 1, 0, 0);

    private static final int MOST_FACTOR = 100;
    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(3650);

    /** Checks the ranges. */
    public Block {
      if (nanos < 0 || nanos > mostNanos || mostNanos > LONGEST_NANOS) {
        throw new IllegalArgumentException("a block must be at most its longest, and ten years");
      }
      if (factor < 1 || factor > MOST_FACTOR) {
        throw new IllegalArgumentException(
            "factor " + factor + ": must be from 1 to " + MOST_FACTOR);
      }
      if (memoryNanos < 0 || memoryNanos > LONGEST_NANOS) {
        throw new IllegalArgumentException("memory must not be negative, and at most ten years");
      }
    }

    /** How long the block lasts that follows so many others. */
    long nanos(int earlier) {
      long nanos = this.nanos;
      for (int i = 0; i < earlier && nanos < mostNanos && factor > 1; i++) {
        nanos = nanos > mostNanos / factor ? mostNanos : nanos * factor;
      }
      return nanos;
    }
  }

  /**
   * One who tries many names: so many different ones failed, and of all attempts in that time more
   * than a part did.
   *
   * @param names more different names than these
   * @param failingPercent more failures of all attempts than this, 0 to 99
   */
  public record Spraying(AttemptLimit names, int failingPercent) {
    /** Is never suspected. */
    public static final Spraying NONE = new Spraying(AttemptLimit.NONE, 0);

    /** Checks the range. */
    public Spraying {
      if (failingPercent < 0 || failingPercent > 99) {
        throw new IllegalArgumentException(
            "failing " + failingPercent + "%: must be from 0% to 99%");
      }
    }
  }
}
