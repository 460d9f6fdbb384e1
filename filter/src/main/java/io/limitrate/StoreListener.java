package io.limitrate;

import io.limitrate.internal.log.ListenerSet;
import io.limitrate.internal.log.ThrottledLogger;
import java.util.List;

/**
 * Receives the operations and the availability of a store, for metrics and alarms. Applications
 * implement this type.
 *
 * <p>Must be thread-safe and fast: stores call the listener on their own threads and on request
 * threads. The caller logs an exception of the listener and continues.
 */
public interface StoreListener {

  /**
   * Returns a listener that notifies all given listeners. If a listener throws, its exception is
   * logged and the other listeners are still notified.
   */
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

  /** Called after an operation on the shared state for one key, successful or not. */
  default void operated(StoreOperation operation) {}

  /**
   * Called after the circuit breaker changed its state.
   *
   * @param available whether the shared state makes decisions from now on; otherwise the {@link
   *     FailureRule} of each policy decides
   */
  default void availability(boolean available) {}

  /** Called when a store of this process had no room for another entry of a login or of a ban. */
  default void overflowed(Overflow overflow) {}

  /** The reaction of a store that has no room for another entry of a login or of a ban. */
  enum Overflow {
    /**
     * The store evicted the entry that was furthest from a block or a ban, although the entry still
     * counted.
     */
    EVICTED,
    /**
     * The store rejected a solved challenge, because counting it would evict the record of another
     * used challenge.
     */
    REJECTED
  }
}
