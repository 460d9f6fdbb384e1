package io.limitrate.internal.algorithm;

import io.limitrate.Quotas.Ban;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rejections of a key in a sliding log, and bans the key. During a ban nothing is
 * counted, so calls never extend a ban. A ban starts with an empty log.
 *
 * <p>Pure: takes a state and a time, and returns a state and a status. Immutable and thread-safe.
 *
 * @param ban the settings
 * @param tag the mark of the states, which tells later whose ban a state is
 */
public record BanAlgorithm(Ban ban, int tag) {
  private static final int BANNED = 100;
  private static final int LONGER_NEXT = 99;
  private static final int MOST_OF_STRIKES = 98;

  /**
   * The status of a key.
   *
   * @param bannedNanos the remaining time of the ban; 0 without a ban
   * @param began whether this step started the ban
   */
  public record Status(long bannedNanos, boolean began) {
    /** The status of a key that is not banned. */
    public static final Status FREE = new Status(0, false);

    /** Returns the status after the given time, provided that nothing else happens. */
    public Status later(long nanos) {
      return new Status(Math.max(0, bannedNanos - nanos), false);
    }
  }

  /** Counts a rejection, which may start a ban. */
  public Step<Status> strike(@Nullable State state, long nowNanos) {
    BanState before = known(state);
    long bannedNanos = before.bannedNanos(nowNanos);
    if (bannedNanos > 0) {
      return new Step<>(state, new Status(bannedNanos, false));
    }
    int bans = before.bans(nowNanos, nanos(ban.memory()));
    long[] earlier = before.strikes(nowNanos, nanos(ban.within()));
    return earlier.length + 1 >= ban.rejections()
        ? begin(bannedNanos(bans), bans + 1, nowNanos)
        : new Step<>(counted(before, earlier, bans, nowNanos), Status.FREE);
  }

  private BanState counted(BanState before, long[] earlier, int bans, long nowNanos) {
    long[] strikes = Arrays.copyOf(earlier, earlier.length + 1);
    strikes[earlier.length] = nowNanos;
    long countsUntilNanos = nowNanos + nanos(ban.within());
    long bannedUntilNanos = bans == 0 ? 0 : before.bannedUntilNanos();
    long keepUntilNanos =
        bans == 0
            ? countsUntilNanos
            : countsUntilNanos
                + Math.max(0, bannedUntilNanos + nanos(ban.memory()) - countsUntilNanos);
    return new BanState(strikes, bannedUntilNanos, bans, tag, keepUntilNanos);
  }

  private Step<Status> begin(long durationNanos, int bans, long nowNanos) {
    long untilNanos = nowNanos + durationNanos;
    BanState next =
        new BanState(new long[0], untilNanos, bans, tag, untilNanos + nanos(ban.memory()));
    return new Step<>(next, new Status(durationNanos, true));
  }

  /** Returns the duration of the ban after the given number of earlier bans. */
  private long bannedNanos(int earlier) {
    long longestNanos = nanos(ban.longest());
    long durationNanos = nanos(ban.duration());
    for (int i = 0; i < earlier && durationNanos < longestNanos && ban.factor() > 1; i++) {
      durationNanos = Math.min(longestNanos, durationNanos * ban.factor());
    }
    return durationNanos;
  }

  /** Bans the key for this time from now, also if it is banned. Does not lengthen later bans. */
  public Step<Status> ban(@Nullable State state, long durationNanos, long nowNanos) {
    return begin(durationNanos, known(state).bans(nowNanos, nanos(ban.memory())), nowNanos);
  }

  /** Returns the status without a change. */
  public Step<Status> look(@Nullable State state, long nowNanos) {
    long bannedNanos = known(state).bannedNanos(nowNanos);
    return new Step<>(state, bannedNanos == 0 ? Status.FREE : new Status(bannedNanos, false));
  }

  /** Deletes the state. Returns the status before. */
  public Step<Status> lift(@Nullable State state, long nowNanos) {
    return new Step<>(null, look(state, nowNanos).answer());
  }

  /**
   * Returns how important a state is, from 0 to 100. A full store evicts the least important ones.
   *
   * @return 100 during a ban; 99 while an earlier ban makes the next one longer; otherwise the
   *     percentage of the rejections that start a ban, at most 98
   */
  public int importance(BanState state, long nowNanos) {
    if (state.bannedNanos(nowNanos) > 0) {
      return BANNED;
    }
    if (state.bans(nowNanos, nanos(ban.memory())) > 0) {
      return LONGER_NEXT;
    }
    int strikes = state.strikes(nowNanos, nanos(ban.within())).length;
    return Math.min(MOST_OF_STRIKES, 100 * strikes / ban.rejections());
  }

  /** Returns the longest time in nanoseconds during which a state has an effect. */
  public long retentionNanos() {
    return Math.max(nanos(ban.within()), nanos(ban.longest()) + nanos(ban.memory()));
  }

  private static BanState known(@Nullable State state) {
    return state instanceof BanState known ? known : BanState.EMPTY;
  }

  private static long nanos(Duration time) {
    return time.toNanos();
  }
}
