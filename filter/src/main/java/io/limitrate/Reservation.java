package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * The units that the current call has reserved, to be settled when it is known what was used.
 *
 * <pre>{@code
 * Reservation reservation = Reservation.current();
 * Answer answer = model.ask(question);
 * reservation.settle("llm-tokens", answer.tokens());
 * }</pre>
 *
 * <p>Thread-safe. Take it on the thread of the call; settle it on any. What is never settled stays
 * as it was reserved.
 */
public final class Reservation {
  private final @Nullable Call call;

  private Reservation(@Nullable Call call) {
    this.call = call;
  }

  /** The reservation of the annotated method, or else the request, that this thread works for. */
  public static Reservation current() {
    return new Reservation(CallScope.current());
  }

  /**
   * Corrects what the policy reserved to what was used. Takes effect once.
   *
   * @param used the units used, at least 0; above the reservation they may leave a debt
   * @return whether there was a reservation to settle; there is none outside of a limited call
   */
  public boolean settle(String policy, long used) {
    return call != null && call.settle(policy, used);
  }
}
