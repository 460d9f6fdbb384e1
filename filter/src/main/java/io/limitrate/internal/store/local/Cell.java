package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key, updated in place by compare-and-set; the cache holds the cell by reference.
 *
 * <p>A retired cell never becomes live again. A thread that still holds a retired cell fetches the
 * key's new cell, so that no charge is lost.
 */
final class Cell extends AtomicReference<@Nullable Object> {
  private static final long serialVersionUID = 1L;
  private static final Object RETIRED = new Object();
  private static final int REJECTIONS_BETWEEN_KEEPS = 127;

  /** The quotas that counted last, which tell when the state is idle; not a part of the state. */
  private transient @Nullable CountedQuotas quotas;

  private transient int rejections;

  /** Creates a cell without a state. */
  Cell() {}

  /** Creates a cell with a state that these quotas counted. */
  Cell(State state, CountedQuotas counted) {
    super(state);
    quotas = counted;
  }

  /** Applies a transition; returns {@code null} when the cell is retired. */
  @Nullable Decision apply(Transition transition) {
    while (true) {
      Object state = get();
      if (state == RETIRED) {
        return null;
      }
      Transition.Result result = transition.apply((State) state);
      if (result.next() == state || compareAndSet(state, result.next())) {
        remember(transition.quotas());
        return result.decision();
      }
      Thread.onSpinWait();
    }
  }

  @SuppressWarnings("ReferenceEquality") // only to spare a write to a line that others read
  private void remember(CountedQuotas counted) {
    if (quotas != counted) {
      quotas = counted;
    }
  }

  /** Retires the cell if its state no longer counts; returns whether the cell is retired. */
  boolean retireIfIdle(long nowNanos) {
    Object state = get();
    if (state == RETIRED) {
      return true;
    }
    CountedQuotas counted = quotas;
    boolean idle = state == null || (counted != null && counted.idle((State) state, nowNanos));
    return idle && compareAndSet(state, RETIRED);
  }

  /** Retires the cell; returns false when it was retired already. */
  boolean retire() {
    return getAndSet(RETIRED) != RETIRED;
  }

  /**
   * Notes a rejection. Returns true for the first rejection and for each 128th later one. Races are
   * harmless.
   */
  boolean rejectionToKeep() {
    return (rejections++ & REJECTIONS_BETWEEN_KEEPS) == 0;
  }
}
