package io.limitrate.internal.login.attempt;

import java.util.concurrent.TimeUnit;

/**
 * The limits on attempts of a client that may be guessing, and the consequences of exceeding them.
 *
 * @param attempts the most attempts, whatever their outcome is; one more starts a block
 * @param failures the most failures, including pending attempts; one more starts a block, or has to
 *     wait until there are fewer failures if {@code block} has no duration
 * @param challenge the number of failures after which the next attempt needs a solved challenge
 * @param block the duration of a block
 * @param spraying the limits that identify password spraying
 * @param consecutive the number of consecutive failures that are remembered for months, 0 for none
 * @param tag the mark of the states, which tells later what a state counts
 */
public record AttemptLimits(
    AttemptLimit attempts,
    AttemptLimit failures,
    AttemptLimit challenge,
    Block block,
    Spraying spraying,
    int consecutive,
    int tag) {

  /** Creates limits without consecutive failures and without a tag. */
  public AttemptLimits(
      AttemptLimit attempts,
      AttemptLimit failures,
      AttemptLimit challenge,
      Block block,
      Spraying spraying) {
    this(attempts, failures, challenge, block, spraying, 0, 0);
  }

  /** Returns these limits with the given number of consecutive failures. */
  public AttemptLimits consecutive(int failures) {
    return new AttemptLimits(attempts, this.failures, challenge, block, spraying, failures, tag);
  }

  /** Returns these limits with the given tag. */
  public AttemptLimits tagged(int tag) {
    return new AttemptLimits(attempts, failures, challenge, block, spraying, consecutive, tag);
  }

  /** Returns the limits of one of {@code nodes} nodes: a fraction of each limit, and at least 1. */
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
   * Returns how near a state is to a block, from 0 to 100. A full store evicts the states that are
   * least near.
   *
   * @return 100 during a block; 99 while an earlier block makes the next block longer, or while
   *     each attempt needs a challenge; otherwise the used percentage of the limit that is used
   *     most, at most 98
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

  /** Returns the longest time in nanoseconds during which a state has an effect. */
  public long retentionNanos() {
    long nanos = Math.max(longestBlockNanos() + block.memoryNanos(), failureWindowNanos());
    nanos =
        Math.max(nanos, Math.max(spraying.names().windowNanos(), AttemptAlgorithm.PENDING_NANOS));
    return consecutive > 0 ? Math.max(nanos, AttemptDraft.CONSECUTIVE_NANOS) : nanos;
  }

  long longestBlockNanos() {
    return Math.max(block.mostNanos(), Math.max(attempts.windowNanos(), failures.windowNanos()));
  }

  /** Returns the time during which a failure counts. */
  long failureWindowNanos() {
    return Math.max(failures.windowNanos(), challenge.windowNanos());
  }

  /** Returns the number of failures that have to be remembered. */
  int mostFailures() {
    return Math.max(failures.limit(), challenge.limit());
  }

  /**
   * The duration of a block. A block that starts within the memory of the previous block lasts
   * longer.
   *
   * @param nanos the duration of the first block; 0 for a block that lasts until there are fewer
   *     failures
   * @param factor the factor for each further block, from 1 to 100
   * @param mostNanos the longest duration
   * @param memoryNanos the time after the end of a block during which a new block lasts longer
   */
  public record Block(long nanos, int factor, long mostNanos, long memoryNanos) {
    /** A block that lasts until there are fewer failures. */
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

    /** Returns the duration of the block after the given number of earlier blocks. */
    long nanos(int earlier) {
      long nanos = this.nanos;
      for (int i = 0; i < earlier && nanos < mostNanos && factor > 1; i++) {
        nanos = nanos > mostNanos / factor ? mostNanos : nanos * factor;
      }
      return nanos;
    }
  }

  /**
   * The limits that identify password spraying: attempts with many different names, most of which
   * fail.
   *
   * @param names the most different names that may fail
   * @param failingPercent the highest percentage of failing attempts, 0 to 99
   */
  public record Spraying(AttemptLimit names, int failingPercent) {
    /** Never identifies spraying. */
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
