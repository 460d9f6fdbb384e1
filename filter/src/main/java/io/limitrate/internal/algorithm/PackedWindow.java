package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quota;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The fixed window in packed form: 30 bits of the second in which the window starts, and 32 bits of
 * its units. Windows of whole seconds with limits below 2^31 have this form.
 */
final class PackedWindow implements PackedForm {
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int COUNT_SHIFT = 2;
  private static final int START_SHIFT = 34;
  private static final long MOST_COUNT = (1L << (START_SHIFT - COUNT_SHIFT)) - 1;

  /** An eighth of the times that 30 bits distinguish: about four years. */
  private static final long LONGEST_SECONDS = 1 << 27;

  private final FixedWindowAlgorithm algorithm;
  private final Window window;
  private final long limit;

  private PackedWindow(FixedWindowAlgorithm algorithm, Window window, long limit) {
    this.algorithm = algorithm;
    this.window = window;
    this.limit = limit;
  }

  /** Returns the form of a quota, or {@code null} if its states do not fit. */
  static @Nullable PackedWindow of(FixedWindowAlgorithm algorithm, Quota quota) {
    Duration length = quota.window();
    return length.getNano() == 0
            && length.getSeconds() <= LONGEST_SECONDS
            && quota.limit() <= MOST_COUNT / 2
        ? new PackedWindow(algorithm, new Window(length.toNanos()), quota.limit())
        : null;
  }

  @Override
  public boolean reads(PackedForm other) {
    return other instanceof PackedWindow that && window.nanos() == that.window.nanos();
  }

  @Override
  public long pack(@Nullable State state) {
    if (state == null) {
      return NONE;
    }
    return state instanceof FixedWindowState own
            && own.count() <= MOST_COUNT
            && own.windowStartNanos() % SECOND_NANOS == 0
        ? packed(own.windowStartNanos(), own.count())
        : UNFIT;
  }

  @Override
  public @Nullable State unpack(long packed, long nowNanos) {
    return packed == NONE
        ? null
        : new FixedWindowState(startNanos(packed, nowNanos), count(packed));
  }

  @Override
  public long next(long packed, long cost, long nowNanos) {
    long current = current(packed, nowNanos);
    long count = count(current);
    if (Arguments.notNegative("cost", cost) > 0 && cost <= limit - count) {
      return current + (cost << COUNT_SHIFT);
    }
    return count == 0 ? packed : current;
  }

  @Override
  public Decision decision(long packed, long cost, long nowNanos) {
    long current = current(packed, nowNanos);
    return algorithm.decision(startNanos(current, nowNanos), count(current), cost, nowNanos);
  }

  /** Returns the state at this time, as {@link FixedWindowAlgorithm} determines it. */
  private long current(long packed, long nowNanos) {
    long count = packed == NONE ? 0 : count(packed);
    if (count > 0) {
      long startNanos = startNanos(packed, nowNanos);
      if (window.open(startNanos, nowNanos)) {
        return packed;
      }
      count = window.tooFarAhead(startNanos, nowNanos) ? count : 0;
    }
    return packed(window.startAt(nowNanos), count);
  }

  private static long packed(long startNanos, long count) {
    return (Math.floorDiv(startNanos, SECOND_NANOS) << START_SHIFT) | (count << COUNT_SHIFT);
  }

  private static long count(long packed) {
    return (packed >>> COUNT_SHIFT) & MOST_COUNT;
  }

  /** Returns the start that is nearest to the current time among those with these low bits. */
  private static long startNanos(long packed, long nowNanos) {
    long now = Math.floorDiv(nowNanos, SECOND_NANOS);
    long ahead = ((packed >>> START_SHIFT) - now) << START_SHIFT >> START_SHIFT;
    return (now + ahead) * SECOND_NANOS;
  }
}
