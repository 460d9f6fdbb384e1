package io.limitrate.internal.enforcement;

import io.limitrate.internal.enforcement.ClassFile.MethodInfo;
import io.limitrate.internal.interceptor.Beans;
import java.util.List;
import java.util.stream.Stream;

/** Tells which annotations nothing enforces, as far as class files, CDI and the JVM tell. */
final class Unenforced {
  private final ClassLoader loader;
  private final Search search;
  private final List<AnnotatedType> types;
  private final boolean agent = isAgentThere();
  private final boolean feature;

  Unenforced(ClassLoader loader, Search search, List<AnnotatedType> types) {
    this.loader = loader;
    this.search = search;
    this.types = types;
    this.feature = loader.getResource("io/limitrate/jaxrs/RateLimitFeature.class") != null;
  }

  /** The methods and classes that are annotated in vain. */
  List<String> places() {
    boolean weaving = agent || types.stream().anyMatch(AnnotatedType::woven);
    return types.stream()
        .filter(type -> !type.file().isAnnotation())
        .flatMap(type -> Stream.concat(types(type, weaving), methods(type)))
        .toList();
  }

  /** An interface has no code to weave: the aspect limits what implements it. */
  private Stream<String> types(AnnotatedType type, boolean weaving) {
    ClassFile file = type.file();
    boolean woven = agent || (file.isInterface() ? weaving : type.woven());
    return search.limit(file.annotations()) && !woven && !isBeanOrResource(type)
        ? Stream.of(file.name())
        : Stream.empty();
  }

  private boolean isBeanOrResource(AnnotatedType type) {
    return Beans.contain(loader, type.name()) || isResource(type);
  }

  /** Asked last, for supertypes are looked up in libraries. */
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
    if (!login && Beans.contain(loader, type.name())) {
      return false;
    }
    return !isResource(type) || method.isPrivateOrStatic();
  }

  /** Whether AspectJ's agent weaves what this JVM loads. */
  private static boolean isAgentThere() {
    try {
      Class<?> agent =
          Class.forName(
              "org.aspectj.weaver.loadtime.Agent", false, ClassLoader.getSystemClassLoader());
      return agent.getMethod("getInstrumentation").invoke(null) != null;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false; // It is not there, or is a library that was not started as an agent.
    }
  }
}
