package io.limitrate.internal.declaration;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Caches one value per method and class. A value lives as long as the class. Thread-safe.
 *
 * <p>A container may ask for methods of its own classes, which live longer than the application.
 * The absent value of such a method refers to no class of the application.
 *
 * @param <T> the type of the values
 */
public final class MethodCache<T> {
  private final BiFunction<Class<?>, Method, Optional<T>> read;
  private final ClassValue<Map<Method, Optional<T>>> known =
      new ClassValue<>() {
        @Override
        protected Map<Method, Optional<T>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /**
   * Creates an empty cache.
   *
   * @param read computes a value; must not ask this cache for another method of the same class
   */
  public MethodCache(BiFunction<Class<?>, Method, Optional<T>> read) {
    this.read = read;
  }

  /** Returns the value for the method of an object of the class. */
  public Optional<T> of(Class<?> type, Method method) {
    Map<Method, Optional<T>> methods = known.get(type);
    Optional<T> found = methods.get(method);
    return found != null ? found : methods.computeIfAbsent(method, m -> read.apply(type, m));
  }
}
