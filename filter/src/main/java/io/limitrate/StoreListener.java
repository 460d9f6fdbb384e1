package io.limitrate;

import java.util.List;

/**
 * Hears how a shared store does: for metrics and alarms.
 *
 * <p>Called on threads of the store or of calls; has to be thread-safe and quick. What it throws is
 * logged and changes nothing.
 */
public interface StoreListener {

  /** Tells all of them; what one throws is logged, and the others are told. */
  static StoreListener all(List<? extends StoreListener> listeners) {
    QuietLog log = new QuietLog(System.getLogger(StoreListener.class.getName()));
    Audience<StoreListener> audience = new Audience<>(listeners, log);
    return new StoreListener() {
      @Override
      public void operated(StoreOperation operation) {
        audience.tell(listener -> listener.operated(operation));
      }

      @Override
      public void availability(boolean available) {
        audience.tell(listener -> listener.availability(available));
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
}
