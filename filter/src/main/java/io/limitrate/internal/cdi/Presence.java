package io.limitrate.internal.cdi;

/** What may be missing where we are. Names no class of it. */
final class Presence {
  static final boolean OF_CDI = isThere("jakarta.enterprise.inject.spi.CDI");

  private Presence() {}

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, Presence.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
