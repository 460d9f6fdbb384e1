package io.limitrate.tck.unwoven;

import io.limitrate.annotation.RateLimited;

/** No resource, but called by some; not woven. */
public class Bean {

  public String threeTimes() {
    return call() + call() + call();
  }

  @RateLimited(policy = "once")
  public String call() {
    return "bean ";
  }
}
