package io.limitrate.internal.customer;

import io.limitrate.Quotas;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a customer. Immutable.
 *
 * @param quotas the own quotas; {@code null} if the customer has none, or there was no answer yet
 * @param dueNanos the time of the next request
 * @param endNanos the time when the quotas end if no request succeeds
 * @param failures the requests that failed since the last answer
 * @param answered whether there was an answer
 */
public record Known(
    @Nullable Quotas quotas, long dueNanos, long endNanos, int failures, boolean answered) {
  /** A caller who is no customer, so the quotas of the policy hold. */
  static final Known NO_CUSTOMER = new Known(null, 0, 0, 0, true);

  /** What is known about a customer who is not remembered. */
  static final Known NOTHING = new Known(null, 0, 0, 0, false);

  /** Returns whether the provider has to be asked. */
  @SuppressWarnings("ReferenceEquality") // the constant stands for no entry
  boolean due(long nowNanos) {
    return this == NOTHING || nowNanos - dueNanos >= 0;
  }

  /** Returns what holds now: this, or nothing if no answer holds any more. */
  Known at(long nowNanos) {
    return answered && nowNanos - endNanos < 0 ? this : NOTHING;
  }

  Known dueAt(long nanos) {
    return new Known(quotas, nanos, endNanos, failures, answered);
  }

  /** Returns the same after a failed request. */
  Known failed(long nextNanos) {
    return new Known(quotas, nextNanos, endNanos, failures + 1, answered);
  }
}
