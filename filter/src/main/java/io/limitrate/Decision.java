package io.limitrate;

import java.time.Duration;
import java.util.Optional;

/**
 * The decision of one policy about one call: {@link Permitted} now, {@link Delayed} until its turn,
 * or {@link Rejected}. The numbers are those of the policy's most constrained quota. Listeners and
 * code that calls {@link Limiter#acquire} use this type. Immutable.
 */
public sealed interface Decision {

  /** The wait of a rejected call that no wait makes permitted. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Returns the quota that decided: the one with the longest wait of those that reject, or
   * otherwise the one with the fewest remaining units.
   */
  Quota quota();

  /**
   * Returns the remaining units after this decision, from 0 to the quota's capacity; 0 for a debt.
   */
  long remaining();

  /**
   * Returns the time from the decision until the quota is full again, in nanoseconds, at least 0.
   */
  long resetNanos();

  /** Returns whether the call may proceed, now or after its delay. */
  boolean permitted();

  /** The call may proceed now. */
  record Permitted(Quota quota, long remaining, long resetNanos) implements Decision {
    @Override
    public boolean permitted() {
      return true;
    }
  }

  /** The call may proceed after {@code delayNanos}. Its units are already taken. */
  record Delayed(Quota quota, long remaining, long resetNanos, long delayNanos)
      implements Decision {
    @Override
    public boolean permitted() {
      return true;
    }

    /** Returns the time to wait before proceeding. */
    public Duration delay() {
      return Duration.ofNanos(delayNanos);
    }
  }

  /**
   * The call is rejected. No units were taken.
   *
   * @param waitNanos the shortest wait after which the same call is permitted if there are no other
   *     calls; {@link #NEVER} when the call costs more than the quota can ever hold
   */
  record Rejected(Quota quota, long remaining, long resetNanos, long waitNanos)
      implements Decision {
    @Override
    public boolean permitted() {
      return false;
    }

    /** Returns the wait, or empty when no wait helps. */
    public Optional<Duration> retryAfter() {
      return waitNanos == NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(waitNanos));
    }
  }
}
