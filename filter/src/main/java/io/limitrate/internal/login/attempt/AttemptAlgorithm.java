package io.limitrate.internal.login.attempt;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.login.attempt.AttemptStatus.Rank;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts before their outcome is known, and their failures afterwards.
 *
 * <p>A pending attempt occupies one of the allowed failures, so parallel attempts get no further
 * than sequential ones. During a block nothing is counted, so attempts never extend a block.
 *
 * <p>Pure: takes a state and a time, and returns a state and a status. Immutable and thread-safe.
 */
public final class AttemptAlgorithm {
  /** A pending attempt without an outcome occupies a failure for this long. */
  public static final long PENDING_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** The wait of an attempt that is rejected because of pending attempts. */
  private static final long CROWDED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AttemptLimits limits;

  /** Creates an algorithm for these limits. */
  AttemptAlgorithm(AttemptLimits limits) {
    this.limits = limits;
  }

  /**
   * Begins an attempt if the limits permit it.
   *
   * @param id identifies the attempt until its outcome is known, not 0
   * @param succeeded the id of an earlier attempt that succeeded, 0 for none
   */
  public Step<AttemptStatus> attempt(@Nullable State state, int id, int succeeded, long nowNanos) {
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
    return draft.fullOfPending() ? status(Rank.CROWDED, CROWDED_NANOS, draft, false, false) : null;
  }

  /**
   * Counts a failure of the attempt. {@code name} is the hash of the name that the attempt was
   * about.
   */
  public Step<AttemptStatus> failed(@Nullable State state, int id, int name, long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, state, nowNanos);
    draft.settle(id);
    draft.fail();
    boolean suspected = draft.sprays(name);
    boolean began = suspected && draft.suspect();
    return draft.step(now(draft, began, suspected));
  }

  /** Records a success of the attempt, which deletes the earlier failures. */
  public Step<AttemptStatus> succeeded(@Nullable State state, int id, long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, state, nowNanos);
    draft.settle(id);
    draft.clear();
    return draft.step(now(draft, false, false));
  }

  /** Ends the attempt without a success or a failure. */
  public Step<AttemptStatus> withdrawn(@Nullable State state, int id, long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, state, nowNanos);
    draft.settle(id);
    draft.withdraw();
    return draft.step(now(draft, false, false));
  }

  /** Returns the status without counting an attempt. */
  public Step<AttemptStatus> look(@Nullable State state, long nowNanos) {
    AttemptDraft draft = new AttemptDraft(limits, state, nowNanos);
    return new Step<>(state, now(draft, false, false));
  }

  /** Deletes the state. Returns the status before. */
  public Step<AttemptStatus> reset(@Nullable State state, long nowNanos) {
    return new Step<>(null, look(state, nowNanos).answer());
  }

  /** Returns the status for a caller that no store can count: no attempt may begin. */
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
