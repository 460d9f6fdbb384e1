package io.limitrate.tck.unwoven;

import io.limitrate.annotation.RateLimited;

/** A class that resources call. It is not woven. */
public class Bean {

  public String threeTimes() {
    return call() + call() + call();
  }

  @RateLimited(policy = "once")
  public String call() {
    return "bean ";
  }
}
