package io.limitrate.internal.log;

import java.util.List;
import java.util.function.Consumer;

/** Listeners, none of which can disturb the others, or who tells them. Thread-safe. */
public final class Audience<L> {
  private final List<L> listeners;
  private final QuietLog log;

  /** These; what one of them throws goes to the log. */
  public Audience(List<? extends L> listeners, QuietLog log) {
    this.listeners = List.copyOf(listeners);
    this.log = log;
  }

  /** Whether there is nobody. */
  public boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** Tells each. */
  public void tell(Consumer<L> message) {
    for (L listener : listeners) {
      try {
        message.accept(listener);
      } catch (RuntimeException e) {
        log.error("A listener failed: " + listener.getClass().getName(), e);
      }
    }
  }
}
