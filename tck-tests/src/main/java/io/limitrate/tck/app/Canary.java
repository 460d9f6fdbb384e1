package io.limitrate.tck.app;

/** There is one for every copy of the application whose classes are still in memory. */
public final class Canary {
  @SuppressWarnings("unused") // it lives as long as its class does
  private static final Canary ALIVE = new Canary();

  private Canary() {}

  /** Makes the one of this copy. */
  static void sing() {}
}
