package io.limitrate.internal.algorithm;

import io.limitrate.internal.algorithm.AttemptStatus.Rank;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts before it is known what comes of them, and their failures afterwards.
 *
 * <p>An attempt takes a place among the failures while it is under way, so that any number at once
 * gets no further than as many one after the other. A block counts nothing, so it is never
 * prolonged.
 *
 * <p>Pure: state and time in, state and status out. Immutable and thread-safe.
 */
public final class AttemptAlgorithm {
  /** An attempt of which nobody has said anything for so long takes no place any more. */
  public static final long PENDING_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** When to come back where the places are taken by attempts under way. */
  private static final long CROWDED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AttemptLimits limits;

  /** Counts by these limits. */
  public AttemptAlgorithm(AttemptLimits limits) {
    this.limits = limits;
  }

  /**
   * Begins an attempt, if it may.
   *
   * @param id what the attempt is known by until it is concluded, not 0
   * @param succeeded the id of an earlier one that turned out a success, 0 for none
   */
  public AttemptStep attempt(@Nullable State state, int id, int succeeded, long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, state, nowNanos);
    draft.settle(succeeded);
    AttemptStatus rejected = rejection(draft, nowNanos);
    if (rejected != null) {
      return draft.step(rejected);
    }
    boolean challenged = draft.challenged();
    draft.begin(id);
    return draft.step(status(challenged ? Rank.CHALLENGED : Rank.ADMITTED, 0, draft, false, false));
  }

  private @Nullable AttemptStatus rejection(AttemptDraft draft, long nowNanos) {
    if (draft.blockedNanos() > 0) {
      return status(Rank.BLOCKED, draft.blockedNanos(), draft, false, false);
    }
    if (draft.tooMany(nowNanos)) {
      draft.block();
      return status(Rank.BLOCKED, draft.blockedNanos(), draft, true, false);
    }
    return draft.crowded() ? status(Rank.CROWDED, CROWDED_NANOS, draft, false, false) : null;
  }

  /** The attempt failed, after all. {@code name} is the hash of whom it was about. */
  public AttemptStep failed(@Nullable State state, int id, int name, long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, state, nowNanos);
    draft.settle(id);
    draft.fail();
    boolean suspected = draft.sprays(name);
    boolean began = suspected && draft.suspect();
    return draft.step(now(draft, began, suspected));
  }

  /** The attempt succeeded: what failed before counts no more. */
  public AttemptStep succeeded(@Nullable State state, int id, long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, state, nowNanos);
    draft.settle(id);
    draft.clear();
    return draft.step(now(draft, false, false));
  }

  /** The attempt came to nothing that anybody is to blame for, or to praise. */
  public AttemptStep withdrawn(@Nullable State state, int id, long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, state, nowNanos);
    draft.settle(id);
    draft.forgo();
    return draft.step(now(draft, false, false));
  }

  /** Where one stands, without an attempt. */
  public AttemptStep look(@Nullable State state, long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, state, nowNanos);
    return new AttemptStep(state, now(draft, false, false));
  }

  /** Begins anew; where one stood until now. */
  public AttemptStep reset(@Nullable State state, long nowNanos) {
    return new AttemptStep(null, look(state, nowNanos).status());
  }

  /** Where one stands whom nobody can count: nothing is known, and no attempt may begin. */
  public AttemptStatus uncounted(long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, null, nowNanos);
    return status(Rank.CROWDED, CROWDED_NANOS, draft, false, false);
  }

  private AttemptStatus now(AttemptDraft draft, boolean began, boolean suspected) {
    Rank rank =
        draft.blockedNanos() > 0
            ? Rank.BLOCKED
            : draft.challenged() ? Rank.CHALLENGED : Rank.ADMITTED;
    return status(rank, draft.blockedNanos(), draft, began, suspected);
  }

  private static AttemptStatus status(
      Rank rank, long waitNanos, AttemptDraft draft, boolean began, boolean suspected) {
    return new AttemptStatus(
        rank, waitNanos, began, suspected, draft.alone(), draft.remaining(), draft.consecutive());
  }
}
