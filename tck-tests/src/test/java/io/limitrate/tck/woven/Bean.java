package io.limitrate.tck.woven;

import io.limitrate.annotation.RateLimited;

/** No resource, but called by some; woven. */
public class Bean {

  public String threeTimes() {
    return call() + call() + call();
  }

  @RateLimited(policy = "once")
  public String call() {
    return "bean ";
  }
}
