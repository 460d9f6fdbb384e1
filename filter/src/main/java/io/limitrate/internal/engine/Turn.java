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
   *     continues at a fixed time and does not move up
   */
  Turn(Turns turns, @Nullable LedgerCharge charge, Precedence precedence, Waiter waiter) {
    this.turns = turns;
    this.key = charge == null ? this : charge.key();
    this.charge = charge;
    this.precedence = precedence;
    this.waiter = waiter;
  }

  /**
   * Receives the end of the wait. The queue calls exactly one of the methods, once, unless the call
   * leaves. If {@link #come} throws an exception, {@link #stop} follows.
   */
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
   * Settles the charge of a call that does not happen. Its departure is used up and returns to no
   * bucket, because another call may have taken it.
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
