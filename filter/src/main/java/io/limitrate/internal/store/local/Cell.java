package io.limitrate.internal.store.local;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.engine.CountedHistory;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key, updated in place by compare-and-set; the cache holds the cell by reference.
 *
 * <p>A retired cell never becomes live again. A thread that still holds a retired cell fetches the
 * key's new cell, so that no charge is lost.
 *
 * <p>Quotas of one generation count a cell. The first transition of a later generation replaces the
 * cell by a successor, which holds the converted state, and which all later transitions use.
 */
final class Cell extends AtomicReference<@Nullable Object> {
  private static final long serialVersionUID = 1L;
  private static final Object RETIRED = new Object();
  private static final int REJECTIONS_BETWEEN_KEEPS = 127;

  /** The quotas that counted last, which tell when the state is idle; not a part of the state. */
  private transient CountedQuotas quotas;

  private transient int rejections;
  private final int generation;

  /** The counts of earlier generations. */
  private final transient CountedHistory earlier;

  /** Creates a cell with a state that these quotas counted; {@code null} for no state. */
  Cell(@Nullable State state, CountedQuotas counted) {
    this(state, counted, CountedHistory.NONE);
  }

  private Cell(@Nullable State state, CountedQuotas counted, CountedHistory earlier) {
    super(state);
    this.quotas = counted;
    this.generation = counted.generation().number();
    this.earlier = earlier;
  }

  /** Applies a transition; returns {@code null} when the cell is retired. */
  <A> @Nullable A apply(Transition<A> transition) {
    CountedQuotas wanted = transition.quotas();
    int ahead = wanted.generation().number() - generation;
    if (ahead < 0) {
      return apply(transition.after(quotas));
    }
    while (true) {
      Object state = get();
      if (state == RETIRED) {
        return null;
      }
      if (state instanceof Cell successor) {
        return successor.apply(transition);
      }
      if (ahead > 0) {
        compareAndSet(state, successor((State) state, wanted));
        continue; // with this successor, or with the successor that a faster thread has set
      }
      Step<A> step = transition.apply((State) state);
      if (step.next() == state || compareAndSet(state, step.next())) {
        remember(wanted);
        return step.answer();
      }
      Thread.onSpinWait();
    }
  }

  /** Returns whether quotas of this generation count the cell. */
  boolean isOf(CountedQuotas counted) {
    return counted.generation().number() == generation;
  }

  private Cell successor(@Nullable State state, CountedQuotas next) {
    CountedHistory history = state == null ? earlier : earlier.with(state, quotas);
    return new Cell(history.convertedTo(next), next, history);
  }

  /** Returns the latest successor, or {@code null} if there is none. */
  @Nullable Cell successor() {
    if (!(get() instanceof Cell next)) {
      return null;
    }
    Cell later = next.successor();
    return later == null ? next : later;
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
    return !(state instanceof Cell)
        && idle((State) state, nowNanos)
        && compareAndSet(state, RETIRED);
  }

  private boolean idle(@Nullable State state, long nowNanos) {
    return (state == null || quotas.idle(state, nowNanos)) && earlier.idle(nowNanos);
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
