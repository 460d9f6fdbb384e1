package io.limitrate.tck.cdi.vain;

import io.limitrate.annotation.RateLimited;

/** No bean. */
public class Plain {
  @RateLimited("1/1h")
  public String call() {
    return "called";
  }
}
