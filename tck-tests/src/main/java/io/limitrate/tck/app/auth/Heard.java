package io.limitrate.tck.app.auth;

import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;

/** Adds the guard's events for a client to the events that the filter saw. */
public final class Heard implements LoginListener {

  /** Creates the listener. Limitrate calls this constructor. */
  public Heard() {}

  @Override
  public void happened(LoginEvent event) {
    Sights.add(
        String.valueOf(event.address()), event.getClass().getSimpleName() + " " + event.username());
  }
}
