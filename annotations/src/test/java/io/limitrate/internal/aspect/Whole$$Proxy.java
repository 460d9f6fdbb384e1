package io.limitrate.internal.aspect;

import io.limitrate.annotation.RateLimited;

/** A subclass that a container derives from a bean's class, with methods of its own. */
class Whole$$Proxy extends Shop.Whole {
  public String handler() {
    return "handler";
  }

  /** Weld copies the annotations of a bean's methods. */
  @RateLimited("2/1m")
  public String copy() {
    return "copy";
  }
}
