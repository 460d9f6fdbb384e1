package io.limitrate.aspect;

/** What a container makes of a bean's class, with methods of its own. */
class Whole$$Proxy extends Shop.Whole {
  public String handler() {
    return "handler";
  }
}
