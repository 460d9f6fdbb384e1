package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange;
import io.limitrate.internal.engine.Transition;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key, updated in place by compare-and-set; the cache holds the cell by reference.
 *
 * <p>A retired cell never becomes live again. A thread that still holds a retired cell fetches the
 * key's new cell, so that no charge is lost. A cell that cannot hold a state any more is replaced
 * by a successor, which all later transitions use.
 */
abstract sealed class Cell permits PackedCell, StateCell {
  private static final int REJECTIONS_BETWEEN_KEEPS = 127;

  private int rejections;

  /** Creates the cell of a new key. */
  static Cell of(CountedQuotas quotas) {
    return quotas.packedForm() == null ? new StateCell(null, quotas) : new PackedCell(quotas);
  }

  /** Applies a transition; returns {@code null} when the cell is retired. */
  abstract <A> @Nullable A apply(Transition<A> transition);

  /** Takes units; returns {@code null} when the cell is retired. */
  abstract @Nullable Decision acquire(CountedQuotas wanted, long cost, long nowNanos);

  /** Returns quotas that count the cell. */
  abstract CountedQuotas counted();

  /** Returns the state; {@code null} if there is none, or a successor has it. */
  abstract @Nullable State state(long nowNanos);

  /** Returns the direct successor, or {@code null} if there is none. */
  abstract @Nullable Cell next();

  /** Returns by how many reloads the quotas are later than those that count the cell. */
  final int ahead(CountedQuotas wanted) {
    return wanted.generation().number() - counted().generation().number();
  }

  /** Returns the latest successor, or {@code null} if there is none. */
  final @Nullable Cell successor() {
    Cell next = next();
    Cell later = next == null ? null : next.successor();
    return later == null ? next : later;
  }

  /** Retires the cell if its state no longer counts; returns whether the cell is retired. */
  abstract boolean retireIfIdle(long nowNanos);

  /**
   * Forgets what counts, also for earlier quotas. A successor keeps what a reset keeps; without
   * anything to keep, the cell is retired.
   */
  abstract void reset(ManualChange.Reset reset);

  /**
   * Notes a rejection. Returns true for the first rejection and for each 128th later one. Races are
   * harmless.
   */
  final boolean rejectionToKeep() {
    return (rejections++ & REJECTIONS_BETWEEN_KEEPS) == 0;
  }
}
