package io.limitrate.internal.log;

import java.util.List;
import java.util.function.Consumer;

/**
 * Notifies listeners. An exception or a linkage error of one listener reaches neither the other
 * listeners nor the caller. Thread-safe.
 */
public final class ListenerSet<L> {
  private final List<L> listeners;
  private final ThrottledLogger log;

  /** Creates a set of these listeners, whose exceptions go to the log. */
  public ListenerSet(List<? extends L> listeners, ThrottledLogger log) {
    this.listeners = List.copyOf(listeners);
    this.log = log;
  }

  /** Returns whether the set has no listener. */
  public boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** Passes each listener to the call, in the order of the list. */
  public void notifyEach(Consumer<L> call) {
    for (L listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException | LinkageError e) {
        log.error("A listener failed: " + listener.getClass().getName(), e);
      }
    }
  }
}
