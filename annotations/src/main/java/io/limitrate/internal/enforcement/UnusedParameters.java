package io.limitrate.internal.enforcement;

import io.limitrate.internal.enforcement.ClassFile.MethodInfo;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Tells which parameters have annotations that no limit and no login uses. */
final class UnusedParameters {
  private final Supertypes supertypes;
  private final Search search;
  private final List<AnnotatedType> types;

  UnusedParameters(Supertypes supertypes, Search search, List<AnnotatedType> types) {
    this.supertypes = supertypes;
    this.search = search;
    this.types = types;
  }

  /** The methods of these parameters. */
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
    return (has(method, Search.OF_LIMITS)
            && !isReached(file, type -> isLimited(type, method.name())))
        || (has(method, Search.OF_LOGINS)
            && !isReached(file, type -> hasMethod(type, method.name(), search::login)));
  }

  private static boolean has(MethodInfo method, Set<String> annotations) {
    return !Collections.disjoint(method.ofParameters(), annotations);
  }

  /** Limits and parameters may stand at different types of one hierarchy. */
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
      return true; // Nothing is said of what cannot be read.
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
