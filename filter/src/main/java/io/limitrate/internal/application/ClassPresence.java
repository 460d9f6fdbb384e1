package io.limitrate.internal.application;

/** Detects whether optional APIs are present. Names no class of theirs. */
public final class ClassPresence {
  /** Whether classes that name CDI types can be loaded. */
  public static final boolean CDI = isPresent("jakarta.enterprise.inject.spi.CDI");

  /** Whether classes that name servlet types can be loaded. */
  public static final boolean SERVLET = isPresent("jakarta.servlet.http.HttpServletRequest");

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
