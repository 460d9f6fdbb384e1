package io.limitrate.internal.store.provider;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Suppresses SLF4J's message that it finds no provider. Ehcache logs with SLF4J; an application
 * that does not use SLF4J needs no provider.
 */
final class SilentSlf4j {
  private static final String VERBOSITY = "slf4j.internal.verbosity";
  private static final String PROVIDER = "slf4j.provider";

  /** Files that a provider of SLF4J 2 or a binding of SLF4J 1 has on the class path. */
  private static final String[] PROVIDERS = {
    "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
    "org/slf4j/impl/StaticLoggerBinder.class"
  };

  private SilentSlf4j() {}

  /** Creates the first object that uses SLF4J; SLF4J reads its verbosity once, at this moment. */
  static <T> T during(Class<?> user, Supplier<T> maker) {
    if (isConfigured() || hasProvider(Objects.requireNonNull(user.getClassLoader()))) {
      return maker.get();
    }
    System.setProperty(VERBOSITY, "ERROR");
    try {
      return maker.get();
    } finally {
      System.clearProperty(VERBOSITY);
    }
  }

  private static boolean isConfigured() {
    return System.getProperty(VERBOSITY) != null || System.getProperty(PROVIDER) != null;
  }

  private static boolean hasProvider(ClassLoader loader) {
    return Stream.of(PROVIDERS).anyMatch(name -> loader.getResource(name) != null);
  }
}
