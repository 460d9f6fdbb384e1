package io.limitrate.internal.login.attempt;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.login.attempt.AttemptState.Sprayed;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Limit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A mutable copy of a state for one step. Everything that has expired is removed at creation. Not
 * thread-safe.
 */
final class AttemptDraft {
  /** Consecutive failures are remembered for months (NIST SP 800-63B-4, section 3.2.2). */
  static final long CONSECUTIVE_NANOS = TimeUnit.DAYS.toNanos(90);

  private final AttemptLimits counted;
  private final LoginLimits limits;
  private final @Nullable AttemptState before;
  private final long nowNanos;
  private TimestampLog attempts;
  private TimestampLog failures;
  private TimestampLog pending;
  private TimestampLog names;
  private Sprayed sprayed;
  private long blockedUntilNanos;
  private int blocks;
  private int consecutive;
  private long suspectUntilNanos;
  private boolean changed;

  AttemptDraft(AttemptLimits counted, @Nullable State state, long nowNanos) {
    AttemptState from = state instanceof AttemptState known ? known : AttemptState.EMPTY;
    this.counted = counted;
    this.limits = counted.login();
    this.before = state instanceof AttemptState known ? known : null;
    this.nowNanos = nowNanos;
    this.attempts = from.attempts().within(nowNanos, limits.attempts().window().toNanos());
    this.failures = from.failures().within(nowNanos, counted.failureWindowNanos());
    this.pending = from.pending().within(nowNanos, AttemptAlgorithm.PENDING_NANOS);
    this.names = from.names().within(nowNanos, counted.sprayingNanos());
    this.sprayed = from.sprayed();
    this.blockedUntilNanos =
        Math.min(from.blockedUntilNanos(), nowNanos + counted.longestBlockNanos());
    this.blocks = from.blocks();
    this.consecutive = from.consecutive();
    this.suspectUntilNanos = Math.min(from.suspectUntilNanos(), nowNanos + counted.sprayingNanos());
    forget();
  }

  private void forget() {
    if (nowNanos - blockedUntilNanos >= counted.memoryNanos()) {
      blocks = 0;
      blockedUntilNanos = blockedNanos() > 0 ? blockedUntilNanos : 0;
    }
    long ageNanos = nowNanos - sprayed.sinceNanos();
    if (ageNanos < 0 || ageNanos >= counted.sprayingNanos()) {
      sprayed = new Sprayed(nowNanos, 0, 0);
    }
  }

  /** Returns the remaining time of the block. */
  long blockedNanos() {
    return Math.max(0, blockedUntilNanos - nowNanos);
  }

  /**
   * Returns whether one more attempt would exceed a limit, whatever the outcome of the pending
   * attempts is.
   */
  boolean tooMany(long now) {
    return attempts.isFull(now, limits.attempts()) || failures.isFull(now, limits.failures());
  }

  /** Returns whether one more attempt would exceed the failures if all pending attempts failed. */
  boolean fullOfPending() {
    Limit allowed = limits.failures();
    return !allowed.none() && failed(allowed) + pending.size() >= allowed.limit();
  }

  private int failed(Limit allowance) {
    return failures.count(nowNanos, allowance);
  }

  boolean challenged() {
    return suspectUntilNanos > nowNanos || failures.isFull(nowNanos, limits.challenge());
  }

  void begin(int id) {
    if (!limits.attempts().none()) {
      attempts = attempts.add(nowNanos, 0, limits.attempts().limit());
    }
    if (!limits.failures().none()) {
      pending = pending.add(nowNanos, id, limits.failures().limit());
    }
    sprayed = new Sprayed(sprayed.sinceNanos(), sprayed.attempts() + 1, sprayed.failures());
    changed = true;
  }

  /** Removes the pending attempt, because its outcome is known. */
  void settle(int id) {
    int places = pending.size();
    pending = id == 0 ? pending : pending.without(id);
    changed |= places != pending.size();
  }

  /**
   * Removes the attempt from the failure ratio, so that an attempt without outcome does not lower
   * the ratio.
   */
  void withdraw() {
    if (sprayed.attempts() > sprayed.failures()) {
      sprayed = new Sprayed(sprayed.sinceNanos(), sprayed.attempts() - 1, sprayed.failures());
      changed = true;
    }
  }

  void fail() {
    if (counted.mostFailures() > 0) {
      failures = failures.add(nowNanos, 0, counted.mostFailures());
    }
    consecutive = consecutive == Integer.MAX_VALUE ? consecutive : consecutive + 1;
    sprayed = new Sprayed(sprayed.sinceNanos(), sprayed.attempts(), sprayed.failures() + 1);
    changed = true;
  }

  void clear() {
    failures = TimestampLog.NONE;
    consecutive = 0;
    blockedUntilNanos = 0;
    blocks = 0;
    changed = true;
  }

  /** Adds a name that failed, and returns whether there are too many names by now. */
  boolean sprays(int name) {
    Limit allowed = limits.spraying().names();
    if (allowed.none()) {
      return false;
    }
    names = names.without(name).add(nowNanos, name, allowed.limit() + 1);
    return names.size() > allowed.limit()
        && 100L * sprayed.failures()
            > (long) limits.spraying().failingPercent() * sprayed.attempts();
  }

  /**
   * Marks the key as suspect. If it is suspect already, starts a block. Returns whether a block
   * started.
   */
  boolean suspect() {
    boolean again = suspectUntilNanos > nowNanos;
    names = TimestampLog.NONE;
    suspectUntilNanos = nowNanos + counted.sprayingNanos();
    if (again && blockedNanos() == 0) {
      block();
      return true;
    }
    return false;
  }

  void block() {
    boolean untilFewer = limits.block().duration().isZero();
    blockedUntilNanos = nowNanos + (untilFewer ? untilFewerNanos() : counted.blockNanos(blocks));
    blocks = untilFewer ? 0 : blocks + 1;
    changed = true;
  }

  private long untilFewerNanos() {
    return Math.max(
        untilFewerNanos(attempts, limits.attempts()), untilFewerNanos(failures, limits.failures()));
  }

  private long untilFewerNanos(TimestampLog marks, Limit allowed) {
    if (!marks.isFull(nowNanos, allowed)) {
      return 0;
    }
    long oldestNanos = marks.nanos(marks.size() - allowed.limit());
    return oldestNanos + allowed.window().toNanos() - nowNanos;
  }

  /** Returns how many more attempts, or failures, the limits permit now. */
  int remaining() {
    int left = Integer.MAX_VALUE;
    if (!limits.attempts().none()) {
      left = limits.attempts().limit() - attempts.size();
    }
    if (!limits.failures().none()) {
      left = Math.min(left, limits.failures().limit() - failed(limits.failures()) - pending.size());
    }
    return Math.max(0, left);
  }

  /** Returns whether the only content is one pending attempt. */
  boolean alone() {
    return pending.size() == 1 && failures.isEmpty() && consecutive == 0;
  }

  int consecutive() {
    return consecutive;
  }

  /**
   * Returns the step. If nothing changed, the step has the previous state instance, so a rejection
   * needs no write.
   */
  Step<AttemptStatus> step(AttemptStatus status) {
    return new Step<>(changed ? state() : before, status);
  }

  private AttemptState state() {
    return new AttemptState(
        attempts,
        failures,
        pending,
        names,
        sprayed,
        blockedUntilNanos,
        blocks,
        consecutive,
        suspectUntilNanos,
        counted.tag(),
        keepUntilNanos());
  }

  private long keepUntilNanos() {
    long keep = blocks > 0 ? blockedUntilNanos + counted.memoryNanos() : blockedUntilNanos;
    keep = Math.max(keep, until(attempts, limits.attempts().window().toNanos()));
    keep = Math.max(keep, until(failures, counted.failureWindowNanos()));
    keep = Math.max(keep, until(pending, AttemptAlgorithm.PENDING_NANOS));
    keep = Math.max(keep, until(names, counted.sprayingNanos()));
    keep = Math.max(keep, suspectUntilNanos);
    if (sprayed.attempts() > 0) {
      keep = Math.max(keep, sprayed.sinceNanos() + counted.sprayingNanos());
    }
    return counted.consecutive() > 0 && consecutive > 0
        ? Math.max(keep, nowNanos + CONSECUTIVE_NANOS)
        : keep;
  }

  private static long until(TimestampLog marks, long windowNanos) {
    return marks.isEmpty() ? 0 : marks.latestNanos() + windowNanos;
  }
}
