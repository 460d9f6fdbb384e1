package io.limitrate.internal.login.attempt;

import io.limitrate.internal.algorithm.ExpiringState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ForeignTransition;
import io.limitrate.internal.login.attempt.AttemptStatus.Rank;
import org.jspecify.annotations.Nullable;

/**
 * A step of an attempt that may be a guess; see {@link AttemptAlgorithm}.
 *
 * @param id the id of the attempt; 0 if the step concerns no single attempt
 * @param other for {@code FAIL}, the hash of the name that the failure was about; for {@code
 *     BEGIN}, the id of an earlier attempt that succeeded, or 0
 */
public record AttemptTransition(Attempts by, Move move, int id, int other, long nowNanos)
    implements ForeignTransition<AttemptStatus> {

  /** The steps of an attempt. */
  public enum Move {
    /** The attempt begins. */
    BEGIN,
    /** The attempt failed. */
    FAIL,
    /** The attempt succeeded. */
    SUCCEED,
    /** The attempt ended without a success or a failure. */
    WITHDRAW,
    /** Reads the status without an attempt. */
    LOOK,
    /** Deletes the state. */
    RESET
  }

  @Override
  public CountedQuotas quotas() {
    return by.quotas();
  }

  @Override
  public Step<AttemptStatus> apply(@Nullable State state) {
    AttemptAlgorithm algorithm = by.algorithm();
    return switch (move) {
      case BEGIN -> algorithm.attempt(state, id, other, nowNanos);
      case FAIL -> algorithm.failed(state, id, other, nowNanos);
      case SUCCEED -> algorithm.succeeded(state, id, nowNanos);
      case WITHDRAW -> algorithm.withdrawn(state, id, nowNanos);
      case LOOK -> algorithm.look(state, nowNanos);
      case RESET -> algorithm.reset(state, nowNanos);
    };
  }

  @Override
  public int kind() {
    return by.limits().tag();
  }

  @Override
  public boolean evictable() {
    return !by.once();
  }

  /** Returns how near the state is to a block. */
  @Override
  public int importance(ExpiringState state) {
    return state instanceof AttemptState attempts ? by.limits().nearness(attempts, nowNanos) : 0;
  }

  @Override
  public AttemptStatus uncounted() {
    return by.algorithm().uncounted(nowNanos);
  }

  @Override
  public boolean asks() {
    return move == Move.BEGIN || move == Move.LOOK;
  }

  @Override
  public long rejectsForNanos(AttemptStatus answer) {
    return answer.rank() == Rank.BLOCKED && move != Move.RESET ? answer.waitNanos() : 0;
  }

  @Override
  public AttemptStatus answerAfter(AttemptStatus answer, long nanos) {
    return answer.later(nanos);
  }

  @Override
  public AttemptTransition later(long nanos) {
    return nanos == 0 ? this : new AttemptTransition(by, move, id, other, nowNanos + nanos);
  }

  @Override
  public AttemptTransition looking(long now) {
    return new AttemptTransition(by, Move.LOOK, 0, 0, now);
  }
}
