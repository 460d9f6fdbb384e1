package io.limitrate.runtime;

import java.util.Set;

/** Finds the code that made a limiter start, for messages. */
final class Starter {
  private static final Set<String> OURS =
      Set.of(
          "io.limitrate.runtime",
          "io.limitrate.servlet",
          "io.limitrate.cdi",
          "io.limitrate.annotation",
          "io.limitrate.aspect",
          "io.limitrate.interceptor",
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
                    .filter(type -> !OURS.contains(packageOf(type)))
                    .findFirst())
        .orElse("the JVM");
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }
}
