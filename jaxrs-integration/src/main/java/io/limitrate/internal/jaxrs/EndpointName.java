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

/** Determines the name of an endpoint from the annotations of its resource method. */
final class EndpointName {
  private static final String JAXRS = "jakarta.ws.rs.";

  private EndpointName() {}

  /**
   * Returns the method whose JAX-RS annotations apply: the nearest method with such annotations
   * (section 3.6).
   */
  static Method definition(MethodHierarchy hierarchy) {
    return hierarchy.methods().stream()
        .filter(EndpointName::annotated)
        .findFirst()
        .orElse(hierarchy.methods().get(0));
  }

  private static boolean annotated(Method method) {
    return Stream.concat(
            Arrays.stream(method.getAnnotations()),
            Arrays.stream(method.getParameters())
                .map(Parameter::getAnnotations)
                .flatMap(Arrays::stream))
        .anyMatch(EndpointName::ofJaxrs);
  }

  private static boolean ofJaxrs(Annotation annotation) {
    return annotation.annotationType().getName().startsWith(JAXRS)
        || annotation.annotationType().isAnnotationPresent(HttpMethod.class);
  }

  /**
   * Returns the HTTP method and the path, such as {@code GET /products/{id}}. A sub-resource does
   * not know the path of its locator: the class's name replaces that path.
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

  /** Returns the path with one leading slash and without a trailing slash. */
  private static String slashed(String path) {
    String bare = path.startsWith("/") ? path.substring(1) : path;
    bare = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    return bare.isEmpty() ? "" : "/" + bare;
  }
}
