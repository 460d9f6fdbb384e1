package io.limitrate.tck.woven;

import io.limitrate.annotation.RateLimited;

/** What an application limits by an annotation alone. */
public final class Mails {
  /** Sends nothing. */
  @RateLimited("1/1m")
  public void send() {}
}
