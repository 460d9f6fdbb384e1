package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.engine.CountedHistory;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange;
import io.limitrate.internal.engine.Transition;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A cell that refers to its state, an immutable object.
 *
 * <p>Quotas of one generation count a cell. The first transition of a later generation replaces the
 * cell by a successor, which holds the converted state.
 */
final class StateCell extends Cell {
  private static final AtomicReferenceFieldUpdater<StateCell, @Nullable Object> CONTENT =
      AtomicReferenceFieldUpdater.newUpdater(StateCell.class, Object.class, "content");
  private static final Object RETIRED = new Object();

  /** The state, {@link #RETIRED}, or the successor. */
  private volatile @Nullable Object content;

  /** The quotas that counted last, which tell when the state is idle; not a part of the state. */
  private CountedQuotas quotas;

  /** The counts of earlier generations. */
  private final CountedHistory earlier;

  /** Creates a cell with a state that these quotas counted; {@code null} for no state. */
  StateCell(@Nullable State state, CountedQuotas counted) {
    this(state, counted, CountedHistory.NONE);
  }

  private StateCell(@Nullable State state, CountedQuotas counted, CountedHistory earlier) {
    this.content = state;
    this.quotas = counted;
    this.earlier = earlier;
  }

  @Override
  @Nullable Decision acquire(CountedQuotas wanted, long cost, long nowNanos) {
    return apply(new Transition.Acquire(wanted, cost, nowNanos));
  }

  @Override
  <A> @Nullable A apply(Transition<A> transition) {
    CountedQuotas wanted = transition.quotas();
    int ahead = ahead(wanted);
    if (ahead < 0) {
      return apply(transition.after(quotas));
    }
    while (true) {
      Object before = content;
      if (before == RETIRED) {
        return null;
      }
      if (before instanceof Cell successor) {
        return successor.apply(transition);
      }
      if (ahead > 0) {
        replace((State) before, successor((State) before, quotas, earlier, wanted));
        continue; // with this successor, or with the successor that a faster thread has set
      }
      Step<A> step = transition.apply((State) before);
      if (step.next() == before || replace((State) before, step.next())) {
        remember(wanted);
        return step.answer();
      }
      Thread.onSpinWait();
    }
  }

  private boolean replace(@Nullable State before, @Nullable Object next) {
    return CONTENT.compareAndSet(this, before, next);
  }

  /** Returns a cell for later quotas, with the state that they continue with. */
  static StateCell successor(
      @Nullable State state, CountedQuotas counted, CountedHistory earlier, CountedQuotas next) {
    CountedHistory history = state == null ? earlier : earlier.with(state, counted);
    return new StateCell(history.convertedTo(next, state), next, history);
  }

  @Override
  @Nullable State state(long nowNanos) {
    return state();
  }

  /** Returns the state, or {@code null} if there is none. */
  @Nullable State state() {
    return content instanceof State state ? state : null;
  }

  @Override
  CountedQuotas counted() {
    return quotas;
  }

  @Override
  @Nullable Cell next() {
    return content instanceof Cell next ? next : null;
  }

  @SuppressWarnings("ReferenceEquality") // only to spare a write to a line that others read
  private void remember(CountedQuotas counted) {
    if (quotas != counted) {
      quotas = counted;
    }
  }

  @Override
  boolean retireIfIdle(long nowNanos) {
    Object before = content;
    if (before == RETIRED) {
      return true;
    }
    return !(before instanceof Cell)
        && idle((State) before, nowNanos)
        && replace((State) before, RETIRED);
  }

  private boolean idle(@Nullable State state, long nowNanos) {
    return (state == null || quotas.idle(state, nowNanos)) && earlier.idle(nowNanos);
  }

  @Override
  void reset(ManualChange.Reset reset) {
    while (true) {
      Object before = content;
      if (before == RETIRED) {
        return;
      }
      if (before instanceof Cell successor) {
        successor.reset(reset);
        return;
      }
      State kept = reset.by(quotas).apply((State) before).next();
      Object next = kept == null ? RETIRED : new StateCell(kept, quotas);
      if (replace((State) before, next)) {
        return;
      }
    }
  }

  /** Retires the cell; returns false when it was retired already. */
  boolean retire() {
    return CONTENT.getAndSet(this, RETIRED) != RETIRED;
  }
}
