package io.limitrate.internal.login.attempt;

/**
 * The status of a client that may be guessing. Immutable.
 *
 * @param rank what the client may do next
 * @param waitNanos the time in nanoseconds until the next attempt may begin, 0 for now
 * @param began whether this step started a block
 * @param suspected whether this step detected that the client tries many names
 * @param alone whether the state has no other content than an attempt that began in this step
 * @param remaining the number of attempts or failures that are left
 * @param consecutive the number of consecutive failures
 */
public record AttemptStatus(
    Rank rank,
    long waitNanos,
    boolean began,
    boolean suspected,
    boolean alone,
    int remaining,
    int consecutive) {

  /** What the client may do next. */
  public enum Rank {
    /** The attempt may proceed. */
    ADMITTED,
    /** The attempt was counted, and may proceed with a solved challenge. */
    CHALLENGED,
    /** There are as many pending attempts as failures left. The attempt was not counted. */
    CROWDED,
    /** The client is blocked. The attempt was not counted. */
    BLOCKED
  }

  /** Returns whether the attempt was counted. */
  public boolean counted() {
    return rank == Rank.ADMITTED || rank == Rank.CHALLENGED;
  }

  /** Returns the status after the given time, provided that nothing else happens. */
  public AttemptStatus later(long nanos) {
    return new AttemptStatus(
        rank, Math.max(0, waitNanos - nanos), false, false, false, remaining, consecutive);
  }
}
