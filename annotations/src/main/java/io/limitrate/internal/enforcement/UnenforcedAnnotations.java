package io.limitrate.internal.enforcement;

import io.limitrate.internal.enforcement.ClassFile.MethodInfo;
import io.limitrate.internal.interceptor.BeanTypes;
import java.util.List;
import java.util.stream.Stream;

/** Finds annotations that have no effect, from class files, CDI's beans and the weaving agent. */
final class UnenforcedAnnotations {
  private final ClassLoader loader;
  private final AnnotationSearch search;
  private final List<AnnotatedType> types;
  private final boolean agent = isAgentPresent();
  private final boolean feature;

  UnenforcedAnnotations(ClassLoader loader, AnnotationSearch search, List<AnnotatedType> types) {
    this.loader = loader;
    this.search = search;
    this.types = types;
    this.feature = loader.getResource("io/limitrate/jaxrs/RateLimitFeature.class") != null;
  }

  /** Returns the annotated methods and classes on which the annotation has no effect. */
  List<String> places() {
    boolean weaving = agent || types.stream().anyMatch(AnnotatedType::woven);
    return types.stream()
        .filter(type -> !type.file().isAnnotation())
        .flatMap(type -> Stream.concat(types(type, weaving), methods(type)))
        .toList();
  }

  /**
   * Returns the type if its annotation has no effect. An interface has no code to weave: the aspect
   * limits the implementing classes.
   */
  private Stream<String> types(AnnotatedType type, boolean weaving) {
    ClassFile file = type.file();
    boolean woven = agent || (file.isInterface() ? weaving : type.woven());
    return search.limit(file.annotations()) && !woven && !isBeanOrResource(type)
        ? Stream.of(file.name())
        : Stream.empty();
  }

  private boolean isBeanOrResource(AnnotatedType type) {
    return BeanTypes.contain(loader, type.name()) || isResource(type);
  }

  /**
   * Returns whether the type is a JAX-RS resource. Callers ask this last, because the search reads
   * supertypes from libraries.
   */
  private boolean isResource(AnnotatedType type) {
    return feature && search.isResource(type.name());
  }

  private Stream<String> methods(AnnotatedType type) {
    return type.file().methods().stream()
        .filter(method -> isUnenforced(type, method))
        .map(method -> type.name() + "." + method.name());
  }

  private boolean isUnenforced(AnnotatedType type, MethodInfo method) {
    boolean limit = search.limit(method.annotations());
    boolean login = search.login(method.annotations());
    if ((!limit && !login) || ((agent || type.woven()) && !method.isAbstract())) {
      return false;
    }
    if (!login && BeanTypes.contain(loader, type.name())) {
      return false;
    }
    return !isResource(type) || method.isPrivateOrStatic();
  }

  /** Returns whether AspectJ's agent weaves the classes of this JVM. */
  private static boolean isAgentPresent() {
    try {
      Class<?> agent =
          Class.forName(
              "org.aspectj.weaver.loadtime.Agent", false, ClassLoader.getSystemClassLoader());
      return agent.getMethod("getInstrumentation").invoke(null) != null;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false; // the agent is absent, or is a library that was not started as an agent
    }
  }
}
