package io.limitrate.internal.declaration;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The places at which annotations of a method may be, nearest first.
 *
 * <p>Immutable and thread-safe.
 *
 * @param methods the method, then the overridden methods in superclasses, then the implemented
 *     methods in interfaces
 * @param types the class, its superclasses, then its interfaces
 * @see <a href="https://jakarta.ee/specifications/restful-ws/3.1/">Jakarta RESTful Web Services
 *     3.1, section 3.6</a>
 */
public record MethodHierarchy(List<Method> methods, List<Class<?>> types) {

  /** Returns the places for the method of an object of the class. */
  public static MethodHierarchy of(Class<?> type, Method method) {
    List<Class<?>> types = new ArrayList<>(superclasses(type));
    types.addAll(interfaces(types));
    if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
      return new MethodHierarchy(List.of(method), types);
    }
    List<Class<?>[]> signatures = signatures(types, method);
    Class<?> from = method.getDeclaringClass();
    List<Method> methods =
        types.stream()
            .filter(
                place -> from.isInterface() || place.isAssignableFrom(from) || place.isInterface())
            .flatMap(place -> Arrays.stream(place.getDeclaredMethods()))
            .filter(other -> overridden(other, method, signatures))
            .toList();
    return new MethodHierarchy(methods, types);
  }

  private static List<Class<?>> superclasses(Class<?> type) {
    List<Class<?>> chain = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      chain.add(c);
    }
    return chain;
  }

  private static Set<Class<?>> interfaces(List<Class<?>> superclasses) {
    Set<Class<?>> found = new LinkedHashSet<>();
    superclasses.forEach(type -> addInterfaces(type, found));
    found.removeAll(superclasses);
    return found;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> found) {
    for (Class<?> extended : type.getInterfaces()) {
      found.add(extended);
      addInterfaces(extended, found);
    }
  }

  /**
   * Returns the parameter types that the method has in the types. The erasure of a type variable
   * may differ in a supertype; the compiler then generates a bridge method with the other
   * signature.
   */
  private static List<Class<?>[]> signatures(List<Class<?>> types, Method method) {
    List<Class<?>[]> signatures = new ArrayList<>();
    signatures.add(method.getParameterTypes());
    for (Class<?> type : types) {
      for (Method bridge : type.getDeclaredMethods()) {
        if (bridge.isBridge() && leadsTo(bridge, method)) {
          signatures.add(bridge.getParameterTypes());
        }
      }
    }
    return signatures;
  }

  private static boolean leadsTo(Method bridge, Method method) {
    if (!bridge.getName().equals(method.getName())
        || bridge.getParameterCount() != method.getParameterCount()) {
      return false;
    }
    Class<?>[] wide = bridge.getParameterTypes();
    Class<?>[] narrow = method.getParameterTypes();
    for (int i = 0; i < wide.length; i++) {
      if (!wide[i].isAssignableFrom(narrow[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean overridden(Method other, Method method, List<Class<?>[]> signatures) {
    int modifiers = other.getModifiers();
    return other.equals(method)
        || (other.getName().equals(method.getName())
            && !other.isBridge()
            && !Modifier.isStatic(modifiers)
            && !Modifier.isPrivate(modifiers)
            && signatures.stream().anyMatch(s -> Arrays.equals(s, other.getParameterTypes())));
  }
}
