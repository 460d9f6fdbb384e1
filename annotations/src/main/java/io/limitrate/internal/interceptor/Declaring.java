package io.limitrate.internal.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.internal.declaration.Composed;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which types limit anything by their annotations, worked out once for each. Most types of an
 * application do not, and need no closer look. Thread-safe.
 */
final class Declaring {
  private final Map<Class<?>, Boolean> known = new ConcurrentHashMap<>();

  /** Whether the type, a superclass or an interface has a limit, itself or at a method. */
  boolean anywhere(@Nullable Class<?> type) {
    if (type == null || type.getName().startsWith("java.")) {
      return false;
    }
    return known.computeIfAbsent(type, Declaring::declares)
        || anywhere(type.getSuperclass())
        || Arrays.stream(type.getInterfaces()).anyMatch(this::anywhere);
  }

  private static boolean declares(Class<?> type) {
    try {
      return Composed.has(type, RateLimited.class)
          || Arrays.stream(type.getDeclaredMethods()).anyMatch(Declaring::declares);
    } catch (LinkageError e) {
      return false; // A signature names a class that is not there.
    }
  }

  private static boolean declares(Method method) {
    return Composed.has(method, RateLimited.class);
  }

  void forget() {
    known.clear();
  }
}
