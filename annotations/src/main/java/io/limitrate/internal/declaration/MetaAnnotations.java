package io.limitrate.internal.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds annotations at a place, and annotations that other annotations at the place carry as
 * meta-annotations, such as a CDI stereotype of the application.
 */
public final class MetaAnnotations {
  private MetaAnnotations() {}

  /** Returns whether the place has the annotation directly or as a meta-annotation. */
  public static boolean has(AnnotatedElement place, Class<? extends Annotation> type) {
    return !find(place, type).isEmpty();
  }

  /** Returns the annotations of the type that apply to the place, in source order. */
  public static <A extends Annotation> List<A> find(AnnotatedElement place, Class<A> type) {
    List<A> found = new ArrayList<>();
    collect(place, type, found, new HashSet<>());
    return found;
  }

  /** Collects annotations without repeating a carrier, because annotations may form a cycle. */
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
