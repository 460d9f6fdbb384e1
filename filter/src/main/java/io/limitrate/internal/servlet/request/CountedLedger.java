package io.limitrate.internal.servlet.request;

import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.load.Admission.Counted;
import org.jspecify.annotations.Nullable;

/** A ledger of a request that load shedding may count in flight. Not thread-safe. */
abstract class CountedLedger extends Ledger {
  private @Nullable Counted counted;

  /** Remembers the place of the request in flight. */
  public final void counted(Counted place) {
    counted = place;
  }

  /** Returns the place of the request in flight; {@code null} if the request is not counted. */
  public final @Nullable Counted counted() {
    return counted;
  }
}
