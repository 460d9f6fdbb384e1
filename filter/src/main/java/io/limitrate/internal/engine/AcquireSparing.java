package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code cost} units as {@link Transition.Acquire} does, if a part of each quota stays
 * available for calls of higher classes.
 *
 * @param sparedPercent the part that stays available, from 1 to 99 percent
 */
public record AcquireSparing(CountedQuotas quotas, long cost, int sparedPercent, long nowNanos)
    implements Transition<Decision> {
  public AcquireSparing {
    Acquire.checked(cost);
  }

  @Override
  public Step<Decision> apply(@Nullable State state) {
    return CompositeDecision.acquire(quotas.algorithms, state, cost, sparedPercent, nowNanos);
  }

  @Override
  public AcquireSparing later(long nanos) {
    return new AcquireSparing(quotas.later(nanos), cost, sparedPercent, nowNanos + nanos);
  }

  @Override
  public AcquireSparing by(CountedQuotas other) {
    return new AcquireSparing(other, cost, sparedPercent, nowNanos);
  }
}
