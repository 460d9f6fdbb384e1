package io.limitrate;

import io.limitrate.internal.algorithm.AttemptStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * What one policy says to one call: {@link Permitted} now, {@link Delayed} until its turn, or
 * {@link Rejected}. It speaks for the most constrained of the policy's quotas. Immutable.
 */
public sealed interface Decision {

  /** The wait of a rejection that no wait will turn into a permission. */
  long NEVER = Long.MAX_VALUE;

  /** The quota that decided: the one that rejects longest, or else has the least left. */
  Quota quota();

  /** Units left after this decision, from 0 to the quota's capacity; a debt shows as 0. */
  long remaining();

  /** Time from the decision until the quota is whole again, in nanoseconds, never negative. */
  long resetNanos();

  /** Whether the call may go on, now or after its delay. */
  boolean permitted();

  /** An attempt was counted, or rejected: what a {@link Transition.Attempt} is answered. */
  record Attempted(Quota quota, AttemptStatus status) implements Decision {
    @Override
    public long remaining() {
      return status.remaining();
    }

    @Override
    public long resetNanos() {
      return status.waitNanos();
    }

    @Override
    public boolean permitted() {
      return status.counted();
    }
  }

  /** The call may go on now. */
  record Permitted(Quota quota, long remaining, long resetNanos) implements Decision {
    @Override
    public boolean permitted() {
      return true;
    }
  }

  /** The call has its turn after {@code delayNanos}; its units are already taken. */
  record Delayed(Quota quota, long remaining, long resetNanos, long delayNanos)
      implements Decision {
    @Override
    public boolean permitted() {
      return true;
    }

    /** The time to wait before going on. */
    public Duration delay() {
      return Duration.ofNanos(delayNanos);
    }
  }

  /**
   * The call is rejected, and nothing was taken.
   *
   * @param waitNanos the shortest wait after which the same call, alone, is permitted; {@link
   *     #NEVER} when it asks for more than the quota can ever hold
   */
  record Rejected(Quota quota, long remaining, long resetNanos, long waitNanos)
      implements Decision {
    @Override
    public boolean permitted() {
      return false;
    }

    /** The wait, or empty when no wait would help. */
    public Optional<Duration> retryAfter() {
      return waitNanos == NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(waitNanos));
    }
  }
}
