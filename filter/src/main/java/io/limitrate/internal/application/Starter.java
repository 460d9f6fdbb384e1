package io.limitrate.internal.application;

import java.util.Set;

/** Finds the code that made a limiter start, for messages. */
final class Starter {
  private static final String INTERNAL = "io.limitrate.internal.";
  private static final Set<String> API =
      Set.of(
          "io.limitrate.runtime",
          "io.limitrate.servlet",
          "io.limitrate.cdi",
          "io.limitrate.aspect",
          "io.limitrate.jaxrs");

  private Starter() {}

  /** The class of the innermost caller that is neither Limitrate's nor the JDK's. */
  static String name() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getClassName)
                    .filter(type -> !type.startsWith("java.") && !type.startsWith("jdk."))
                    .filter(type -> !type.startsWith(INTERNAL) && !API.contains(packageOf(type)))
                    .findFirst())
        .orElse("the JVM");
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }
}
