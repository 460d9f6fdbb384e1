package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import org.jspecify.annotations.Nullable;

/**
 * The token bucket and the leaky bucket in packed form: 56 bits of a point in time in nanoseconds,
 * and 6 bits of its fraction. Buckets whose interval has a denominator of at most 64 have this
 * form: 100 a minute has the denominator 1, and 7 a second the denominator 7.
 */
final class PackedBucket implements PackedForm {
  private static final int FRACTION_SHIFT = 2;
  private static final int TIME_SHIFT = 8;
  private static final long MOST_FRACTION = (1L << (TIME_SHIFT - FRACTION_SHIFT)) - 1;

  /** A quarter of the times that 56 bits distinguish: about 208 days. */
  private static final long LONGEST_DEBT_NANOS = 1L << 54;

  private final PacedAlgorithm algorithm;
  private final Class<? extends QuotaState> states;

  private PackedBucket(PacedAlgorithm algorithm, Class<? extends QuotaState> states) {
    this.algorithm = algorithm;
    this.states = states;
  }

  /**
   * Returns the form of an algorithm, or {@code null} if its states do not fit.
   *
   * @param states the type of the states, whose numbers are nanoseconds and a fraction
   */
  static @Nullable PackedBucket of(PacedAlgorithm algorithm, Class<? extends QuotaState> states) {
    return algorithm.mostFraction() <= MOST_FRACTION
            && algorithm.retentionNanos() <= LONGEST_DEBT_NANOS
        ? new PackedBucket(algorithm, states)
        : null;
  }

  @Override
  public boolean reads(PackedForm other) {
    return other instanceof PackedBucket that && states == that.states;
  }

  @Override
  public long pack(@Nullable State state) {
    if (state == null) {
      return NONE;
    }
    if (!states.isInstance(state)) {
      return UNFIT;
    }
    long[] point = states.cast(state).numbers();
    return point[1] <= MOST_FRACTION ? packed(point[0], point[1]) : UNFIT;
  }

  @Override
  public @Nullable State unpack(long packed, long nowNanos) {
    return packed == NONE
        ? null
        : algorithm.state(nowNanos + distanceNanos(packed, nowNanos), fraction(packed));
  }

  @Override
  public long next(long packed, long cost, long nowNanos) {
    long ahead = ahead(packed, nowNanos);
    long part = part(packed);
    long lead = algorithm.leadNanos(ahead, part);
    long fraction = algorithm.leadFraction(ahead, part);
    if (algorithm.takes(lead, fraction, cost)) {
      return packed(
          nowNanos + algorithm.leadAfter(lead, fraction, cost),
          algorithm.fractionAfter(fraction, cost));
    }
    return algorithm.tooFarAhead(ahead, part) ? packed(nowNanos + lead, fraction) : packed;
  }

  @Override
  public Decision decision(long packed, long cost, long nowNanos) {
    long ahead = ahead(packed, nowNanos);
    long part = part(packed);
    return algorithm.decision(
        algorithm.leadNanos(ahead, part), algorithm.leadFraction(ahead, part), cost);
  }

  /** Returns the nanoseconds by which the point is ahead; a new key has no lead. */
  private long ahead(long packed, long nowNanos) {
    return packed == NONE
        ? 0
        : algorithm.aheadNanos(distanceNanos(packed, nowNanos), fraction(packed));
  }

  private long part(long packed) {
    return packed == NONE ? 0 : algorithm.aheadFraction(fraction(packed));
  }

  private static long packed(long nanos, long fraction) {
    return (nanos << TIME_SHIFT) | (fraction << FRACTION_SHIFT);
  }

  private static long fraction(long packed) {
    return (packed >>> FRACTION_SHIFT) & MOST_FRACTION;
  }

  /** Returns the smallest distance from the current time that has these low bits. */
  private static long distanceNanos(long packed, long nowNanos) {
    return ((packed >>> TIME_SHIFT) - nowNanos) << TIME_SHIFT >> TIME_SHIFT;
  }
}
