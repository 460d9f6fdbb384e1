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

/** Finds the application's components, and creates each component's object at most once. */
final class ComponentObjects {
  private final List<ComponentSource> sources;
  private final Map<Component<?>, Object> made = new LinkedHashMap<>();

  private ComponentObjects(List<ComponentSource> sources) {
    this.sources = sources;
  }

  static ComponentObjects of(ClassLoader application) {
    List<ComponentSource> sources = new ArrayList<>();
    for (ComponentSource source : ServiceLoader.load(ComponentSource.class, application)) {
      sources.add(source);
    }
    return new ComponentObjects(sources);
  }

  /**
   * Returns the object of a name, or {@code null}.
   *
   * @throws IllegalArgumentException when several components have the name, or the object cannot be
   *     created
   */
  @Nullable Object find(Class<?> type, String name) {
    List<Component<?>> named = new ArrayList<>(all(type));
    named.removeIf(component -> !component.isNamed(name));
    if (named.size() > 1) {
      throw new IllegalArgumentException(
          "must be the name of one bean, but is the name of "
              + named.stream().map(ComponentObjects::text).collect(Collectors.joining(", ")));
    }
    return named.isEmpty() ? null : object(named.get(0));
  }

  /** Returns all objects of a type. */
  List<Object> find(Class<?> type) {
    List<Object> objects = new ArrayList<>();
    for (Component<?> component : all(type)) {
      objects.add(object(component));
    }
    return objects;
  }

  /** Returns whether a component of the type has exactly the given class. */
  boolean has(Class<?> type, Class<?> exactly) {
    for (Component<?> component : all(type)) {
      if (component.type() == exactly) {
        return true;
      }
    }
    return false;
  }

  private <T> List<Component<T>> all(Class<T> type) {
    List<Component<T>> all = new ArrayList<>();
    for (ComponentSource source : sources) {
      all.addAll(source.find(type));
    }
    return all;
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

  /** Returns the components whose objects were created. */
  List<Component<?>> made() {
    return List.copyOf(made.keySet());
  }
}
