package io.limitrate.internal.yaml;

import io.limitrate.config.Component;
import io.limitrate.internal.list.FileList;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the application's objects by name. Creates at most one object of a class that no container
 * provides. All readings of an application's configuration use the same components, so that a
 * reload creates no listener or resolver a second time. Not thread-safe.
 */
public final class Components implements AutoCloseable {
  private final ClassLoader application;
  private final ComponentObjects objects;
  private final Map<String, Object> found = new HashMap<>();
  private final Map<Class<?>, Object> services = new HashMap<>();
  private final Map<Path, FileList> lists = new HashMap<>();

  Components(ClassLoader application) {
    this.application = application;
    this.objects = ComponentObjects.of(application);
  }

  /**
   * Returns the components of the current thread's application. Without an application, returns the
   * components of Limitrate's own class loader.
   */
  public static Components ofThread() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return new Components(context != null ? context : ours());
  }

  private static ClassLoader ours() {
    return Objects.requireNonNull(Components.class.getClassLoader());
  }

  /**
   * Returns the bean of a name. Without such a bean, returns the service whose class has this name
   * or simple name. Without such a service, creates an object of the class by its constructor
   * without parameters.
   *
   * @throws IllegalArgumentException when the class is not usable; the message gives the reason
   */
  <T> T find(Class<T> type, String name) {
    return type.cast(find(List.of(type), name));
  }

  /** Returns the object of a name whose class implements at least one of the types. */
  Object find(List<Class<?>> types, String name) {
    Object known = found.get(name);
    if (known != null && isOneOf(types, known.getClass())) {
      return known;
    }
    Object fresh = make(types, name);
    found.put(name, fresh);
    return fresh;
  }

  private static boolean isOneOf(List<Class<?>> types, Class<?> type) {
    return types.stream().anyMatch(one -> one.isAssignableFrom(type));
  }

  private Object make(List<Class<?>> types, String name) {
    for (Class<?> type : types) {
      Object bean = objects.find(type, name);
      if (bean != null) {
        return bean;
      }
    }
    for (Class<?> type : types) {
      Object service = service(type, name);
      if (service != null) {
        return service;
      }
    }
    return construct(load(types, name));
  }

  /**
   * Returns the list of a file. A reload continues with the list, whose entries survive damage of
   * the file.
   *
   * @throws IllegalArgumentException when the file cannot be read; the message gives the reason
   */
  FileList list(Path file) {
    return lists.computeIfAbsent(file, FileList::open);
  }

  /**
   * Returns all beans of a type.
   *
   * @throws IllegalArgumentException when a bean cannot be created; the message gives the reason
   */
  List<Object> beans(Class<?> type) {
    return objects.find(type);
  }

  /**
   * Returns the services of a type. Omits a service whose class is the class of a bean or of a
   * known object.
   *
   * @throws IllegalArgumentException when a service cannot be created; the message gives the reason
   */
  <T> List<T> services(Class<T> type, List<Object> known) {
    try {
      List<T> found = new ArrayList<>();
      for (ServiceLoader.Provider<T> service :
          ServiceLoader.load(type, application).stream().toList()) {
        Class<?> exactly = service.type();
        if (known.stream().noneMatch(object -> object.getClass() == exactly)
            && !objects.has(type, exactly)) {
          found.add(type.cast(services.computeIfAbsent(exactly, unknown -> service.get())));
        }
      }
      return found;
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

  /**
   * Returns the class of exceptions that has this name.
   *
   * @throws IllegalArgumentException when there is no such class
   */
  Class<? extends Throwable> exception(String name) {
    Class<?> loaded = load(name);
    if (!Throwable.class.isAssignableFrom(loaded)) {
      throw new IllegalArgumentException("must be a class of exceptions");
    }
    return loaded.asSubclass(Throwable.class);
  }

  private Class<?> load(List<Class<?>> types, String name) {
    Class<?> loaded = load(name);
    if (!isOneOf(types, loaded)) {
      throw new IllegalArgumentException(
          "the class must implement "
              + types.stream().map(Class::getName).collect(Collectors.joining(" or ")));
    }
    return loaded;
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

  /** Returns the beans that this object has returned. */
  public List<Component<?>> made() {
    return objects.made();
  }

  /** Closes these beans. A reader calls this method when no limiter starts and closes the beans. */
  @Override
  public void close() {
    made().forEach(Component::close);
  }
}
