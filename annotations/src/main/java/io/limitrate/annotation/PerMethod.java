package io.limitrate.annotation;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What is worked out of a method once, and then lives as long as the class on an object of which it
 * is called. For the entrances that enforce annotations. Thread-safe.
 *
 * @param <T> what is worked out
 */
public final class PerMethod<T> {
  private final BiFunction<Class<?>, Method, T> read;
  private final ClassValue<Map<Method, T>> known =
      new ClassValue<>() {
        @Override
        protected Map<Method, T> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  /**
   * Nothing yet.
   *
   * @param read works it out; asks for no other of the same class here
   */
  public PerMethod(BiFunction<Class<?>, Method, T> read) {
    this.read = read;
  }

  /** What is worked out of the method when it is called on an object of the class. */
  public T of(Class<?> type, Method method) {
    Map<Method, T> methods = known.get(type);
    T found = methods.get(method);
    return found != null ? found : methods.computeIfAbsent(method, m -> read.apply(type, m));
  }
}
