package io.limitrate.tck.app;

/** Has one instance for each copy of the application whose classes are still in memory. */
public final class Canary {
  @SuppressWarnings("unused") // it lives as long as its class does
  private static final Canary ALIVE = new Canary();

  private Canary() {}

  /** Creates the instance of this copy, because the call initializes the class. */
  static void sing() {}
}
