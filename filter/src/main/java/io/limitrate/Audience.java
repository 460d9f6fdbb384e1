package io.limitrate;

import java.util.List;
import java.util.function.Consumer;

/** Listeners, none of which can disturb the others, or who tells them. Thread-safe. */
final class Audience<L> {
  private final List<L> listeners;
  private final QuietLog log;

  Audience(List<? extends L> listeners, QuietLog log) {
    this.listeners = List.copyOf(listeners);
    this.log = log;
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  void tell(Consumer<L> message) {
    for (L listener : listeners) {
      try {
        message.accept(listener);
      } catch (RuntimeException e) {
        log.error("A listener failed: " + listener.getClass().getName(), e);
      }
    }
  }
}
