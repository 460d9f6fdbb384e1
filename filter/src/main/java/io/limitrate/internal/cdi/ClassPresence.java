package io.limitrate.internal.cdi;

/** Detects whether CDI is on the class path. Names no CDI class, because CDI may be absent. */
final class ClassPresence {
  static final boolean CDI = isPresent("jakarta.enterprise.inject.spi.CDI");

  private ClassPresence() {}

  private static boolean isPresent(String type) {
    try {
      Class.forName(type, false, ClassPresence.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
