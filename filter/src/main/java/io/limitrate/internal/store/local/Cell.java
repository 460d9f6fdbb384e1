package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.Quotas;
import io.limitrate.Transition;
import io.limitrate.internal.algorithm.State;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One key's state, changed in place by compare-and-set while the cache holds the cell by reference.
 *
 * <p>A cell is live until it is retired, and never again: whoever still holds a retired cell
 * fetches the key's new one, so that no charge is lost to a cell on its way out.
 */
final class Cell extends AtomicReference<@Nullable Object> {
  private static final long serialVersionUID = 1L;
  private static final Object RETIRED = new Object();
  private static final int REJECTIONS_BETWEEN_KEEPS = 127;

  /** Those that counted last, to tell when the state is idle; it belongs to no state. */
  private transient @Nullable Quotas quotas;

  private transient int rejections;

  /** A cell without a state. */
  Cell() {}

  /** A cell whose state was counted by these quotas. */
  Cell(State state, Quotas counted) {
    super(state);
    quotas = counted;
  }

  /** The decision, or {@code null} when the cell is retired. */
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
  private void remember(Quotas counted) {
    if (quotas != counted) {
      quotas = counted;
    }
  }

  /** Retires the cell if it counts nothing any more. */
  boolean retireIfIdle(long nowNanos) {
    Object state = get();
    if (state == RETIRED) {
      return true;
    }
    Quotas counted = quotas;
    boolean idle = state == null || (counted != null && counted.idle((State) state, nowNanos));
    return idle && compareAndSet(state, RETIRED);
  }

  /** Retires the cell whatever it counts; false if it was retired already. */
  boolean retire() {
    return getAndSet(RETIRED) != RETIRED;
  }

  /**
   * Notes a rejection: true for the first, and now and then for a later one. Races are harmless.
   */
  boolean rejectionToKeep() {
    return (rejections++ & REJECTIONS_BETWEEN_KEEPS) == 0;
  }
}
