package io.limitrate.internal.yaml;

import io.limitrate.config.Component;
import io.limitrate.config.ComponentSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The application's components, of which each is made once at most. */
final class Sources {
  private final List<ComponentSource> sources;
  private final Map<Component<?>, Object> made = new LinkedHashMap<>();

  private Sources(List<ComponentSource> sources) {
    this.sources = sources;
  }

  static Sources of(ClassLoader application) {
    return new Sources(
        ServiceLoader.load(ComponentSource.class, application).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * The object of that name, or {@code null}.
   *
   * @throws IllegalArgumentException when there are several, or it cannot be made
   */
  @Nullable Object find(Class<?> type, String name) {
    List<Component<?>> named = new ArrayList<>(all(type));
    named.removeIf(component -> !component.isNamed(name));
    if (named.size() > 1) {
      throw new IllegalArgumentException(
          "must be the name of one bean, and is that of "
              + named.stream().map(Sources::text).collect(Collectors.joining(", ")));
    }
    return named.isEmpty() ? null : object(named.get(0));
  }

  /** All objects of a type. */
  List<Object> find(Class<?> type) {
    return all(type).stream().map(this::object).toList();
  }

  /** Whether a component of the type is of that very class. */
  boolean has(Class<?> type, Class<?> exactly) {
    return all(type).stream().anyMatch(component -> component.type() == exactly);
  }

  private <T> List<Component<T>> all(Class<T> type) {
    return sources.stream().flatMap(source -> source.find(type).stream()).toList();
  }

  private Object object(Component<?> component) {
    Object known = made.get(component);
    if (known != null) {
      return known;
    }
    try {
      Object fresh = component.make();
      made.put(component, fresh);
      return fresh;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("the bean " + text(component) + " fails: " + e, e);
    }
  }

  private static String text(Component<?> component) {
    return component.type().getName();
  }

  /** Those that were made. */
  List<Component<?>> made() {
    return List.copyOf(made.keySet());
  }
}
