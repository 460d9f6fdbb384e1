package io.limitrate.internal.jaxrs;

import io.limitrate.internal.declaration.MethodHierarchy;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** How a resource method is addressed, from its annotations. */
final class Template {
  private static final String JAXRS = "jakarta.ws.rs.";

  private Template() {}

  /** The method whose JAX-RS annotations count: the nearest that has any (section 3.6). */
  static Method definition(MethodHierarchy hierarchy) {
    return hierarchy.methods().stream()
        .filter(Template::annotated)
        .findFirst()
        .orElse(hierarchy.methods().get(0));
  }

  private static boolean annotated(Method method) {
    return Stream.concat(
            Arrays.stream(method.getAnnotations()),
            Arrays.stream(method.getParameters())
                .map(Parameter::getAnnotations)
                .flatMap(Arrays::stream))
        .anyMatch(Template::ofJaxrs);
  }

  private static boolean ofJaxrs(Annotation annotation) {
    return annotation.annotationType().getName().startsWith(JAXRS)
        || annotation.annotationType().isAnnotationPresent(HttpMethod.class);
  }

  /**
   * The method and path, such as {@code GET /products/{id}}. A sub-resource does not know where it
   * hangs: instead of the path to it there is its class's name.
   */
  static String name(MethodHierarchy hierarchy, Method definition) {
    String root =
        hierarchy.types().stream()
            .map(type -> type.getDeclaredAnnotation(Path.class))
            .filter(Objects::nonNull)
            .map(path -> slashed(path.value()))
            .findFirst()
            .orElse(hierarchy.types().get(0).getName());
    Path path = definition.getAnnotation(Path.class);
    String whole = path == null ? root : root + slashed(path.value());
    return designator(definition) + " " + (whole.isEmpty() ? "/" : whole);
  }

  private static String designator(Method definition) {
    return Arrays.stream(definition.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .findFirst()
        .orElse("*");
  }

  /** With one slash before and none behind. */
  private static String slashed(String path) {
    String bare = path.startsWith("/") ? path.substring(1) : path;
    bare = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    return bare.isEmpty() ? "" : "/" + bare;
  }
}
