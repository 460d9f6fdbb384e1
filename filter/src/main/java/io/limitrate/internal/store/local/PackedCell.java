package io.limitrate.internal.store.local;

import static java.util.Objects.requireNonNull;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.PackedForm;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.concurrent.AtomicFields;
import io.limitrate.internal.engine.CountedHistory;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange;
import io.limitrate.internal.engine.Transition;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A cell that contains its state, as a number in the packed form of its quotas. So a decision reads
 * no further object, and allocates nothing but the decision itself.
 *
 * <p>A state that has no packed form moves to a {@link StateCell}, the successor, as do the counts
 * when quotas of a later generation take over.
 */
final class PackedCell extends Cell {
  private static final VarHandle PACKED =
      AtomicFields.of(MethodHandles.lookup(), "packed", long.class);

  /** Marks of a cell without a state; the two lowest bits of a packed state are 0. */
  private static final long RETIRED = 3;

  private static final long MOVED = 7;

  /** The packed state, {@link PackedForm#NONE}, or a mark. */
  private volatile long packed = PackedForm.NONE;

  /** The quotas that counted last; all quotas that count here have the same packed form. */
  private CountedQuotas quotas;

  /** The successor of a cell that has moved. */
  private @Nullable StateCell moved;

  /** Creates the cell of a new key. */
  PackedCell(CountedQuotas quotas) {
    this.quotas = quotas;
  }

  @Override
  @Nullable Decision acquire(CountedQuotas wanted, long cost, long nowNanos) {
    PackedForm form = wanted.packedForm();
    if (form == null || !isOwn(wanted, form)) {
      return apply(new Transition.Acquire(wanted, cost, nowNanos));
    }
    while (true) {
      long before = packed;
      if (before == RETIRED) {
        return null;
      }
      if (before == MOVED) {
        return requireNonNull(moved).acquire(wanted, cost, nowNanos);
      }
      long next = form.next(before, cost, nowNanos);
      if (next == before || PACKED.compareAndSet(this, before, next)) {
        return form.decision(before, cost, nowNanos);
      }
      Thread.onSpinWait();
    }
  }

  @SuppressWarnings("ReferenceEquality") // the usual case, in which nothing has to be compared
  private boolean isOwn(CountedQuotas wanted, PackedForm form) {
    if (wanted == quotas) {
      return true;
    }
    boolean own = ahead(wanted) == 0 && form.reads(form());
    if (own) {
      quotas = wanted;
    }
    return own;
  }

  @Override
  <A> @Nullable A apply(Transition<A> transition) {
    CountedQuotas wanted = transition.quotas();
    int ahead = ahead(wanted);
    if (ahead < 0) {
      return apply(transition.after(quotas));
    }
    while (true) {
      long before = packed;
      if (before == RETIRED) {
        return null;
      }
      if (before == MOVED) {
        return requireNonNull(moved).apply(transition);
      }
      State state = form().unpack(before, transition.nowNanos());
      if (ahead > 0) {
        move(before, StateCell.successor(state, quotas, CountedHistory.NONE, wanted));
        continue; // with this successor, or with the successor that a faster thread has set
      }
      Step<A> step = transition.apply(state);
      if (step.next() == state || replace(before, step.next(), wanted)) {
        return step.answer();
      }
      Thread.onSpinWait();
    }
  }

  private boolean replace(long before, @Nullable State next, CountedQuotas counted) {
    long number = form().pack(next);
    return number == PackedForm.UNFIT
        ? move(before, new StateCell(next, counted))
        : PACKED.compareAndSet(this, before, number);
  }

  /** Sets the successor. The lock keeps a thread from changing it after another one has set it. */
  private synchronized boolean move(long before, StateCell next) {
    if (packed != before) {
      return false;
    }
    moved = next;
    return PACKED.compareAndSet(this, before, MOVED);
  }

  private PackedForm form() {
    return requireNonNull(quotas.packedForm());
  }

  @Override
  CountedQuotas counted() {
    return quotas;
  }

  @Override
  @Nullable State state(long nowNanos) {
    long now = packed;
    return now == RETIRED || now == MOVED ? null : form().unpack(now, nowNanos);
  }

  @Override
  @Nullable Cell next() {
    return packed == MOVED ? moved : null;
  }

  @Override
  boolean retireIfIdle(long nowNanos) {
    long before = packed;
    if (before == RETIRED) {
      return true;
    }
    return before != MOVED && idle(before, nowNanos) && PACKED.compareAndSet(this, before, RETIRED);
  }

  @Override
  void reset(ManualChange.Reset reset) {
    while (true) {
      long before = packed;
      if (before == MOVED) {
        requireNonNull(moved).reset(reset);
        return;
      }
      if (before == RETIRED || PACKED.compareAndSet(this, before, RETIRED)) {
        return;
      }
    }
  }

  private boolean idle(long before, long nowNanos) {
    State state = form().unpack(before, nowNanos);
    return state == null || quotas.idle(state, nowNanos);
  }
}
