package io.limitrate.internal.cdi;

import io.limitrate.internal.application.ClassPresence;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;

/**
 * Fires every {@link LoginEvent} as a CDI event. A bean observes the events by a method such as
 * {@code void on(@Observes LoginEvent.Blocked event)}.
 *
 * <p>A configuration that is read from a file has this listener by default. A configuration that
 * code builds must add the listener. The listener does nothing where CDI is absent or the
 * application has no CDI container.
 *
 * <p>Thread-safe. The container calls observers on the request thread. An exception of an observer
 * is logged and has no other effect.
 */
public final class CdiLoginListener implements LoginListener {
  /** Creates a listener. {@link java.util.ServiceLoader} calls this constructor. */
  public CdiLoginListener() {}

  /** Names no CDI class in its signature or body, because CDI may be absent. */
  @Override
  public void happened(LoginEvent event) {
    if (ClassPresence.CDI) {
      Container.fire(event);
    }
  }
}
