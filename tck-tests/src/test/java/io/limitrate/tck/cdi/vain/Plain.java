package io.limitrate.tck.cdi.vain;

import io.limitrate.annotation.RateLimited;

/** A class that is no bean. */
public class Plain {
  @RateLimited("1/1h")
  public String call() {
    return "called";
  }
}
