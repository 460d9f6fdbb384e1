package io.limitrate.internal.cdi;

import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;

/**
 * Fires every {@link LoginEvent} as a CDI event, so that {@code void on(@Observes
 * LoginEvent.Blocked event)} in a bean hears of it.
 *
 * <p>A configuration that is read from a file has one by itself; one that is built needs it added.
 * Where there is no CDI, or the application has no CDI container, nothing happens. Thread-safe;
 * observers are called on the thread of the request. What they throw is logged and changes nothing.
 */
public final class CdiLoginListener implements LoginListener {
  /** A listener; as good as any other. */
  public CdiLoginListener() {}

  /** Nothing here names a class of CDI, for it may be missing. */
  @Override
  public void happened(LoginEvent event) {
    if (Presence.OF_CDI) {
      Container.fire(event);
    }
  }
}
