package io.limitrate.internal.engine;

import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.internal.algorithm.BanAlgorithm;
import io.limitrate.internal.algorithm.BanAlgorithm.Status;
import io.limitrate.internal.algorithm.BanState;
import io.limitrate.internal.algorithm.ExpiringState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A step of a key that a policy may ban; see {@link BanAlgorithm}.
 *
 * @param durationNanos for {@code BAN}, the duration of the ban; otherwise 0
 */
public record BanTransition(Rules by, Move move, long durationNanos, long nowNanos)
    implements ForeignTransition<Status> {

  /** The steps. */
  public enum Move {
    /** Counts a rejection. */
    STRIKE,
    /** Bans the key by hand. */
    BAN,
    /** Reads the status. */
    LOOK,
    /** Deletes the state. */
    LIFT
  }

  /**
   * The rules of a ban in the form that a store applies. A store keeps an entry for the longest ban
   * with its memory.
   *
   * @param quotas carry only the retention; their limits are unused
   */
  public record Rules(BanAlgorithm algorithm, CountedQuotas quotas) {
    private static final Quotas UNUSED = Quotas.of(new Quota.FixedWindow(1, Duration.ofSeconds(1)));

    /** Creates the rules of an algorithm. */
    public static Rules of(BanAlgorithm algorithm) {
      return new Rules(algorithm, new CountedQuotas(UNUSED, true, algorithm.retentionNanos()));
    }
  }

  @Override
  public CountedQuotas quotas() {
    return by.quotas;
  }

  @Override
  public Step<Status> apply(@Nullable State state) {
    return switch (move) {
      case STRIKE -> by.algorithm.strike(state, nowNanos);
      case BAN -> by.algorithm.ban(state, durationNanos, nowNanos);
      case LOOK -> by.algorithm.look(state, nowNanos);
      case LIFT -> by.algorithm.lift(state, nowNanos);
    };
  }

  @Override
  public int kind() {
    return by.algorithm.tag();
  }

  @Override
  public boolean evictable() {
    return true;
  }

  @Override
  public int importance(ExpiringState state) {
    return state instanceof BanState banned ? by.algorithm.importance(banned, nowNanos) : 0;
  }

  @Override
  public Status uncounted() {
    return Status.FREE;
  }

  @Override
  public boolean asks() {
    return move == Move.LOOK;
  }

  @Override
  public long rejectsForNanos(Status answer) {
    return move == Move.LIFT ? 0 : answer.bannedNanos();
  }

  @Override
  public Status answerAfter(Status answer, long nanos) {
    return answer.later(nanos);
  }

  @Override
  public BanTransition later(long nanos) {
    return nanos == 0 ? this : new BanTransition(by, move, durationNanos, nowNanos + nanos);
  }

  @Override
  public BanTransition looking(long now) {
    return new BanTransition(by, Move.LOOK, 0, now);
  }
}
