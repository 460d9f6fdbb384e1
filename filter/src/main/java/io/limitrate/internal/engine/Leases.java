package io.limitrate.internal.engine;

import io.limitrate.internal.algorithm.Algorithm;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.LeasableAlgorithm;
import io.limitrate.internal.algorithm.Lease;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Unused;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Leases units of several quotas that hold together, and decides whether leases are possible.
 *
 * <p>Immutable and thread-safe.
 */
final class Leases {
  /**
   * The smallest capacity with leases. A lease is a small part of the remaining units; below this
   * capacity a lease would cover one or two calls.
   */
  private static final long LEAST_CAPACITY = 100;

  /**
   * The shortest lease. A shorter one would hardly outlast the round trips that take and return it.
   */
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** The longest lease. A longer one saves few round trips and reserves units that stay unused. */
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * A lease lasts at most this part of the span. The units of an idle bucket are charged until the
   * lease ends, so at most this part of the capacity is wasted.
   */
  private static final int PART_OF_SPAN = 20;

  private final LeasableAlgorithm[] algorithms;
  private final long lifeNanos;
  private final boolean possible;

  Leases(boolean exact, Algorithm... algorithms) {
    this.algorithms =
        Arrays.stream(algorithms)
            .filter(LeasableAlgorithm.class::isInstance)
            .map(LeasableAlgorithm.class::cast)
            .toArray(LeasableAlgorithm[]::new);
    this.lifeNanos =
        Arrays.stream(this.algorithms)
            .mapToLong(algorithm -> algorithm.spanNanos() / PART_OF_SPAN)
            .reduce(MOST_NANOS, Math::min);
    this.possible =
        !exact
            && this.algorithms.length == algorithms.length
            && lifeNanos >= LEAST_NANOS
            && Arrays.stream(algorithms).allMatch(a -> a.capacity() >= LEAST_CAPACITY);
  }

  boolean possible() {
    return possible;
  }

  long lifeNanos() {
    return lifeNanos;
  }

  /**
   * Leases units from every quota. If one quota ends the lease early, the lease of every quota ends
   * and is charged for that time.
   */
  Lease lease(@Nullable State state, long units, long nowNanos, long endNanos) {
    if (!possible) {
      throw new IllegalStateException("these quotas must be counted exactly");
    }
    if (algorithms.length == 1) {
      return algorithms[0].lease(CompositeState.part(state, 0), units, nowNanos, endNanos);
    }
    @Nullable State[] parts = new State[algorithms.length];
    long lastsNanos = endNanos - nowNanos;
    for (int i = 0; i < parts.length; i++) {
      Lease part = algorithms[i].lease(CompositeState.part(state, i), units, nowNanos, endNanos);
      parts[i] = part.next();
      lastsNanos = Math.min(lastsNanos, part.endNanos() - nowNanos);
    }
    long end = nowNanos + lastsNanos;
    return end == endNanos
        ? new Lease(new CompositeState(parts), end)
        : lease(state, units, nowNanos, end);
  }

  @Nullable State giveBack(@Nullable State state, Unused unused, long nowNanos) {
    if (!possible) {
      return state;
    }
    @Nullable State[] parts = new State[algorithms.length];
    boolean changed = false;
    boolean whole = true;
    for (int i = 0; i < parts.length; i++) {
      State part = CompositeState.part(state, i);
      parts[i] = giveBack(i, part, unused, nowNanos);
      changed |= parts[i] != part;
      whole &= parts[i] == null;
    }
    if (!changed || whole) {
      return changed ? null : state;
    }
    return CompositeState.of(parts);
  }

  private @Nullable State giveBack(int i, @Nullable State part, Unused unused, long nowNanos) {
    State leased = CompositeState.part(unused.leased(), i);
    return leased == null
        ? part
        : algorithms[i].giveBack(part, unused.of(leased), lifeNanos, nowNanos);
  }
}
