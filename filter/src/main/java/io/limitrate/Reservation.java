package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * The units that the current call has reserved. Application code that learns the real cost during a
 * call uses this type to settle the reservation:
 *
 * <pre>{@code
 * Reservation reservation = Reservation.current();
 * Answer answer = model.ask(question);
 * reservation.settle("llm-tokens", answer.tokens());
 * }</pre>
 *
 * <p>Thread-safe. Call {@link #current} on the thread of the call; {@link #settle} works on any
 * thread. Units that are never settled stay charged as reserved.
 */
public final class Reservation {
  private final @Nullable Call call;

  private Reservation(@Nullable Call call) {
    this.call = call;
  }

  /**
   * Returns the reservation of the annotated method that this thread runs, or otherwise of the
   * request that this thread serves.
   */
  public static Reservation current() {
    return new Reservation(CallScope.current());
  }

  /**
   * Replaces the units that the policy reserved by the units that the call used. Only the first
   * settlement has an effect.
   *
   * @param used the units that the call used, at least 0; more than the reserved units may leave a
   *     debt
   * @return whether there was a reservation to settle; always {@code false} outside of a limited
   *     call
   */
  public boolean settle(String policy, long used) {
    return call != null && call.settle(policy, used);
  }
}
