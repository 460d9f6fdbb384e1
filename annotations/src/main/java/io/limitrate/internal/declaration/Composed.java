package io.limitrate.internal.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds annotations that are written at a place, and those that another annotation there carries: a
 * meta-annotation of the application, such as a CDI stereotype. For the entrances that enforce
 * annotations.
 */
public final class Composed {
  private Composed() {}

  /** Whether the place has the annotation itself, or one that carries it. */
  public static boolean has(AnnotatedElement place, Class<? extends Annotation> type) {
    return !find(place, type).isEmpty();
  }

  /** The annotations of this type that count for the place, in the order in which they stand. */
  public static <A extends Annotation> List<A> find(AnnotatedElement place, Class<A> type) {
    List<A> found = new ArrayList<>();
    collect(place, type, found, new HashSet<>());
    return found;
  }

  /** An annotation may carry itself, directly or through others. */
  private static <A extends Annotation> void collect(
      AnnotatedElement place, Class<A> type, List<A> found, Set<Class<?>> seen) {
    found.addAll(List.of(place.getDeclaredAnnotationsByType(type)));
    for (Annotation annotation : place.getDeclaredAnnotations()) {
      Class<? extends Annotation> carrier = annotation.annotationType();
      if (!carrier.getName().startsWith("java.") && seen.add(carrier)) {
        collect(carrier, type, found, seen);
      }
    }
  }
}
