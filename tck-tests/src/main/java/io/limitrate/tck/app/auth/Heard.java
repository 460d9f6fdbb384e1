package io.limitrate.tck.app.auth;

import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;

/** Remembers what the guard says of a client's attempts, among what the filter saw. */
public final class Heard implements LoginListener {

  /** For the configuration. */
  public Heard() {}

  @Override
  public void happened(LoginEvent event) {
    Sights.add(
        String.valueOf(event.address()), event.getClass().getSimpleName() + " " + event.username());
  }
}
