package io.limitrate.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the application's own classes, one object of each. */
final class Components {
  private final ClassLoader application;
  private final Map<String, Object> made = new HashMap<>();

  Components(ClassLoader application) {
    this.application = application;
  }

  /** Those of the thread's application, or ours where the thread belongs to none. */
  static Components ofThread() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return new Components(context != null ? context : ours());
  }

  private static ClassLoader ours() {
    return Objects.requireNonNull(Components.class.getClassLoader());
  }

  /**
   * The object of a class, whose constructor takes nothing, or of a service by its simple name.
   *
   * @throws IllegalArgumentException with what is wrong with the class
   */
  <T> T find(Class<T> type, String name) {
    return type.cast(find(List.of(type), name));
  }

  /** The same for a class of at least one of these types. */
  Object find(List<Class<?>> types, String name) {
    Object known = made.get(name);
    if (known != null && isOneOf(types, known.getClass())) {
      return known;
    }
    Object fresh = make(types, name);
    made.put(name, fresh);
    return fresh;
  }

  private static boolean isOneOf(List<Class<?>> types, Class<?> found) {
    return types.stream().anyMatch(type -> type.isAssignableFrom(found));
  }

  private Object make(List<Class<?>> types, String name) {
    for (Class<?> type : types) {
      Object service = service(type, name);
      if (service != null) {
        return service;
      }
    }
    return construct(load(types, name));
  }

  /**
   * The services of a type, but for those of a class that has an object among these already.
   *
   * @throws IllegalArgumentException with what is wrong with one of them
   */
  <T> List<T> services(Class<T> type, List<Object> known) {
    try {
      return ServiceLoader.load(type, application).stream()
          .filter(found -> known.stream().noneMatch(object -> object.getClass() == found.type()))
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError e) {
      throw failed(type, e);
    }
  }

  private <T> @Nullable T service(Class<T> type, String name) {
    try {
      return ServiceLoader.load(type, application).stream()
          .filter(provider -> isNamed(provider.type(), name))
          .findFirst()
          .map(ServiceLoader.Provider::get)
          .orElse(null);
    } catch (ServiceConfigurationError e) {
      throw failed(type, e);
    }
  }

  private static IllegalArgumentException failed(Class<?> type, ServiceConfigurationError e) {
    return new IllegalArgumentException("a service of type " + type.getName() + " fails: " + e, e);
  }

  private static boolean isNamed(Class<?> type, String name) {
    return type.getName().equals(name) || type.getSimpleName().equals(name);
  }

  private Class<?> load(List<Class<?>> types, String name) {
    Class<?> found = load(name);
    if (!isOneOf(types, found)) {
      throw new IllegalArgumentException(
          "the class must implement "
              + types.stream().map(Class::getName).collect(Collectors.joining(" or ")));
    }
    return found;
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, application);
    } catch (ClassNotFoundException | LinkageError e) {
      return loadOurs(name);
    }
  }

  private static Class<?> loadOurs(String name) {
    try {
      return Class.forName(name, false, ours());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalArgumentException("no such class can be loaded", e);
    }
  }

  private static <T> T construct(Class<T> type) {
    try {
      Constructor<T> constructor = type.getConstructor();
      return constructor.newInstance();
    } catch (InvocationTargetException | LinkageError e) {
      Throwable cause = e.getCause() != null ? e.getCause() : e;
      throw new IllegalArgumentException("the constructor fails: " + cause, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "the class must be public and have a public constructor without parameters", e);
    }
  }
}
