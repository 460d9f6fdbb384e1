package io.limitrate.internal.store.shared;

import io.limitrate.StoreListener;
import io.limitrate.StoreOperation;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.store.shared.codec.UnreadableStateException;
import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.update.UpdateCommand.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Reports the operations of a shared store to the circuit breaker, the listener and the log.
 * Thread-safe.
 */
final class OperationReports {
  private final Availability availability;
  private final StoreListener listener;
  private final ThrottledLogger log =
      new ThrottledLogger(System.getLogger(SharedStore.class.getName()));

  OperationReports(Availability availability, StoreListener listener) {
    this.availability = availability;
    this.listener = listener;
  }

  /** Reports to the circuit breaker, once for a deadline; any answer counts as a success. */
  void answer(Deadline deadline, @Nullable Throwable failure) {
    if (!deadline.claimReport()) {
      return;
    }
    if (deadline.unanswered()) {
      availability.failed(failure);
    } else {
      availability.succeeded();
    }
  }

  /** Reports an operation for a number of calls to the listener. */
  void operation(int calls, @Nullable Outcome outcome, long startNanos) {
    long leased = outcome == null || outcome.grant() == null ? 0 : outcome.grant().units();
    long tookNanos = System.nanoTime() - startNanos;
    listener.operated(new StoreOperation(calls, leased, tookNanos, outcome == null));
  }

  /** Logs an unreadable state. */
  void unreadable(UnreadableStateException e) {
    log.error("Shared state is unreadable", e);
  }
}
