package io.limitrate.internal.declaration;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What is worked out of a method once, and then lives as long as the class on an object of which it
 * is called. For the entrances that enforce annotations. Thread-safe.
 *
 * <p>A container asks for its own methods too, and its classes live longer than the application:
 * where there is nothing, nothing of the application's is kept.
 *
 * @param <T> what is worked out
 */
public final class PerMethod<T> {
  private final BiFunction<Class<?>, Method, Optional<T>> read;
  private final ClassValue<Map<Method, Optional<T>>> known =
      new ClassValue<>() {
        @Override
        protected Map<Method, Optional<T>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /**
   * Nothing yet.
   *
   * @param read works it out; asks for no other of the same class here
   */
  public PerMethod(BiFunction<Class<?>, Method, Optional<T>> read) {
    this.read = read;
  }

  /** What is worked out of the method when it is called on an object of the class. */
  public Optional<T> of(Class<?> type, Method method) {
    Map<Method, Optional<T>> methods = known.get(type);
    Optional<T> found = methods.get(method);
    return found != null ? found : methods.computeIfAbsent(method, m -> read.apply(type, m));
  }
}
