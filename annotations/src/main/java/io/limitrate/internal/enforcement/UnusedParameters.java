package io.limitrate.internal.enforcement;

import io.limitrate.internal.enforcement.ClassFile.MethodInfo;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds parameters with annotations that no limit and no login uses. */
final class UnusedParameters {
  private final Supertypes supertypes;
  private final AnnotationSearch search;
  private final List<AnnotatedType> types;

  UnusedParameters(Supertypes supertypes, AnnotationSearch search, List<AnnotatedType> types) {
    this.supertypes = supertypes;
    this.search = search;
    this.types = types;
  }

  /** Returns the methods of these parameters. */
  List<String> places() {
    return types.stream()
        .map(AnnotatedType::file)
        .flatMap(
            file ->
                file.methods().stream()
                    .filter(method -> isUnused(file, method))
                    .map(method -> file.name() + "." + method.name()))
        .distinct()
        .toList();
  }

  private boolean isUnused(ClassFile file, MethodInfo method) {
    return (has(method, AnnotationSearch.OF_LIMITS)
            && !isReached(file, type -> isLimited(type, method.name())))
        || (has(method, AnnotationSearch.OF_LOGINS)
            && !isReached(file, type -> hasMethod(type, method.name(), search::login)));
  }

  private static boolean has(MethodInfo method, Set<String> annotations) {
    return !Collections.disjoint(method.ofParameters(), annotations);
  }

  /**
   * Returns whether a type of the hierarchy fulfils the condition, because limits and parameters
   * may be at different types of one hierarchy.
   */
  private boolean isReached(ClassFile file, Predicate<ClassFile> type) {
    try {
      for (AnnotatedType other : types) {
        Map<String, ClassFile> hierarchy = supertypes.of(other.file());
        if (hierarchy.containsKey(file.name()) && hierarchy.values().stream().anyMatch(type)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true; // no warning about an unreadable file
    }
  }

  private boolean isLimited(ClassFile type, String method) {
    return search.limit(type.annotations()) || hasMethod(type, method, search::limit);
  }

  private static boolean hasMethod(
      ClassFile type, String name, Predicate<Collection<String>> annotated) {
    return type.methods().stream()
        .anyMatch(method -> method.name().equals(name) && annotated.test(method.annotations()));
  }
}
