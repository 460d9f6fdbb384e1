package io.limitrate.tck.woven;

import io.limitrate.annotation.RateLimited;

/** A class that only an annotation limits. */
public final class Mails {
  /** Does nothing. */
  @RateLimited("1/1m")
  public void send() {}
}
