package io.limitrate;

import io.limitrate.internal.log.ListenerSet;
import io.limitrate.internal.log.ThrottledLogger;
import java.util.List;

/**
 * Hears how a store does: for metrics and alarms.
 *
 * <p>Called on threads of the store or of calls; has to be thread-safe and quick. What it throws is
 * logged and changes nothing.
 */
public interface StoreListener {

  /** Tells all of them; what one throws is logged, and the others are told. */
  static StoreListener all(List<? extends StoreListener> listeners) {
    ThrottledLogger log = new ThrottledLogger(System.getLogger(StoreListener.class.getName()));
    ListenerSet<StoreListener> all = new ListenerSet<>(listeners, log);
    return new StoreListener() {
      @Override
      public void operated(StoreOperation operation) {
        all.notifyEach(listener -> listener.operated(operation));
      }

      @Override
      public void availability(boolean available) {
        all.notifyEach(listener -> listener.availability(available));
      }

      @Override
      public void overflowed(Overflow overflow) {
        all.notifyEach(listener -> listener.overflowed(overflow));
      }
    };
  }

  /** The shared state was asked once, for one key, or could not be asked. */
  default void operated(StoreOperation operation) {}

  /**
   * The store is lost, or found again: the circuit breaker has changed its mind.
   *
   * @param available whether decisions are made by the shared state from now on, and not by each
   *     policy's {@link FailureRule}
   */
  default void availability(boolean available) {}

  /** A store in this process had no room for another entry of a login. */
  default void overflowed(Overflow overflow) {}

  /** What a store does when it has no room for another entry of a login. */
  enum Overflow {
    /** It forgot the entry that was least near to a block, though that entry still counted. */
    EVICTED,
    /** It rejected a solved challenge, for it would forget which others were used already. */
    REJECTED
  }
}
