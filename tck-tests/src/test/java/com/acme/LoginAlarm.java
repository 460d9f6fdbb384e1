package com.acme;

import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the blocks that began. */
public final class LoginAlarm implements LoginListener {
  private final AtomicInteger blocks = new AtomicInteger();

  @Override
  public void happened(LoginEvent event) {
    if (event instanceof LoginEvent.Blocked) {
      blocks.incrementAndGet();
    }
  }
}
