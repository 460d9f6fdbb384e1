package io.limitrate.tck.woven;

import io.limitrate.annotation.RateLimited;

/** A class that resources call. */
public class Bean {

  public String threeTimes() {
    return call() + call() + call();
  }

  @RateLimited(policy = "once")
  public String call() {
    return "bean ";
  }
}
