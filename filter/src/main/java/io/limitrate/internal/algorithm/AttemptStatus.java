package io.limitrate.internal.algorithm;

/**
 * Where one stands who may be guessing. Immutable.
 *
 * @param rank what may be done next
 * @param waitNanos when to come back, 0 for now
 * @param began whether a block began just now
 * @param suspected whether it was noticed just now that many names are tried
 * @param alone whether nothing counts but an attempt that began just now
 * @param remaining how many attempts or failures are left
 * @param consecutive how many failed in a row
 */
public record AttemptStatus(
    Rank rank,
    long waitNanos,
    boolean began,
    boolean suspected,
    boolean alone,
    int remaining,
    int consecutive) {

  /** What may be done next. */
  public enum Rank {
    /** The attempt may go on. */
    ADMITTED,
    /** The attempt was counted, and may go on if it brings a solved challenge. */
    CHALLENGED,
    /** As many attempts are under way as may fail; nothing was counted. */
    CROWDED,
    /** There is a block; nothing was counted. */
    BLOCKED
  }

  /** Whether the attempt was counted. */
  public boolean counted() {
    return rank == Rank.ADMITTED || rank == Rank.CHALLENGED;
  }

  /** The same so much later, as long as nothing else happens. */
  public AttemptStatus later(long nanos) {
    return new AttemptStatus(
        rank, Math.max(0, waitNanos - nanos), false, false, false, remaining, consecutive);
  }
}
