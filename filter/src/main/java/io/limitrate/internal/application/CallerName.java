package io.limitrate.internal.application;

import java.util.Set;

/** Names the code that asks for a limiter, for messages. */
final class CallerName {
  private static final String INTERNAL = "io.limitrate.internal.";
  private static final Set<String> API =
      Set.of(
          "io.limitrate.runtime",
          "io.limitrate.servlet",
          "io.limitrate.cdi",
          "io.limitrate.aspect",
          "io.limitrate.jaxrs");

  private CallerName() {}

  /** Returns the class of the nearest caller that belongs neither to Limitrate nor to the JDK. */
  static String name() {
    for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
      String type = frame.getClassName();
      if (!type.startsWith("java.")
          && !type.startsWith("jdk.")
          && !type.startsWith(INTERNAL)
          && !API.contains(packageOf(type))) {
        return type;
      }
    }
    return "the JVM";
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }
}
