package io.limitrate.internal.engine;

import org.jspecify.annotations.Nullable;

/** The place of a call that waits for its turn. Thread-safe. */
public final class Turn {
  private final Turns turns;
  private final Object key;
  private final @Nullable LedgerCharge charge;
  private final Precedence precedence;
  private final Waiter waiter;

  /**
   * Creates a place.
   *
   * @param charge the charge whose bucket decides about the turn; {@code null} for a call that
   *     leaves at a fixed time
   */
  Turn(Turns turns, @Nullable LedgerCharge charge, Precedence precedence, Waiter waiter) {
    this.turns = turns;
    this.key = charge == null ? this : charge.key();
    this.charge = charge;
    this.precedence = precedence;
    this.waiter = waiter;
  }

  /** Continues a call that has waited. Exactly one method is called, once, unless it leaves. */
  public interface Waiter {
    /**
     * Called when the turn has come, on the thread of the timer: must not block.
     *
     * @throws RuntimeException when the call cannot continue; {@link #stop} is called then
     */
    void come(Turn turn);

    /** Called when the limiter closes before the turn, or the call cannot continue. */
    void stop();
  }

  /**
   * Leaves the queue: the calls behind this one move up.
   *
   * @return false if the turn has come, the call has left already, or the limiter is closed
   */
  public boolean leave() {
    return turns.leave(this);
  }

  /**
   * Notes that the departure of a call that does not happen is used up, because the turn has come:
   * nobody else gets the departure that the call has bought. It may be another one's by now.
   */
  void forfeit() {
    turns.forfeit(this);
  }

  /** Returns the queue: all calls of one key wait in the same queue. */
  Object key() {
    return key;
  }

  @Nullable LedgerCharge charge() {
    return charge;
  }

  Precedence precedence() {
    return precedence;
  }

  Waiter waiter() {
    return waiter;
  }
}
