package io.limitrate.internal.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.internal.declaration.MetaAnnotations;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Caches whether a type declares limits. Most types declare none and need no further check.
 * Thread-safe.
 */
final class LimitDeclarations {
  private final Map<Class<?>, Boolean> known = new ConcurrentHashMap<>();

  /**
   * Returns whether the type, a superclass or an interface has a limit on itself or on a method.
   */
  boolean exist(@Nullable Class<?> type) {
    if (type == null || type.getName().startsWith("java.")) {
      return false;
    }
    return known.computeIfAbsent(type, LimitDeclarations::declares)
        || exist(type.getSuperclass())
        || Arrays.stream(type.getInterfaces()).anyMatch(this::exist);
  }

  private static boolean declares(Class<?> type) {
    try {
      return MetaAnnotations.has(type, RateLimited.class)
          || Arrays.stream(type.getDeclaredMethods()).anyMatch(LimitDeclarations::declares);
    } catch (LinkageError e) {
      return false; // a signature names a missing class
    }
  }

  private static boolean declares(Method method) {
    return MetaAnnotations.has(method, RateLimited.class);
  }

  void clear() {
    known.clear();
  }
}
