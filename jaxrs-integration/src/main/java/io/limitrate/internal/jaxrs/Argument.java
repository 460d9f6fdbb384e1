package io.limitrate.internal.jaxrs;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import java.lang.reflect.Parameter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an argument of a resource method before the runtime invokes the method. Immutable and
 * thread-safe.
 */
final class Argument {
  private final Function<ContainerRequestContext, @Nullable String> source;
  private final @Nullable String fallback;
  private final StringConversion conversion;

  private Argument(
      Function<ContainerRequestContext, @Nullable String> source,
      @Nullable String fallback,
      StringConversion conversion) {
    this.source = source;
    this.fallback = fallback;
    this.conversion = conversion;
  }

  /**
   * Returns the reader of a parameter's argument, or {@code null} if the argument cannot be read.
   */
  static @Nullable Argument of(Parameter parameter) {
    Function<ContainerRequestContext, @Nullable String> source = source(parameter);
    StringConversion conversion = StringConversion.to(parameter.getType());
    DefaultValue fallback = parameter.getAnnotation(DefaultValue.class);
    return source == null || conversion == null
        ? null
        : new Argument(source, fallback == null ? null : fallback.value(), conversion);
  }

  private static @Nullable Function<ContainerRequestContext, @Nullable String> source(
      Parameter parameter) {
    PathParam path = parameter.getAnnotation(PathParam.class);
    if (path != null) {
      return request -> request.getUriInfo().getPathParameters().getFirst(path.value());
    }
    QueryParam query = parameter.getAnnotation(QueryParam.class);
    if (query != null) {
      return request -> request.getUriInfo().getQueryParameters().getFirst(query.value());
    }
    HeaderParam header = parameter.getAnnotation(HeaderParam.class);
    if (header != null) {
      return request -> request.getHeaders().getFirst(header.value());
    }
    CookieParam cookie = parameter.getAnnotation(CookieParam.class);
    if (cookie != null) {
      return request -> value(request.getCookies().get(cookie.value()));
    }
    return null;
  }

  private static @Nullable String value(@Nullable Cookie cookie) {
    return cookie == null ? null : cookie.getValue();
  }

  /**
   * Returns the argument. Returns {@code null} when the argument is absent or invalid; the runtime
   * then reports the invalid argument.
   */
  @Nullable Object read(ContainerRequestContext request) {
    String sent = source.apply(request);
    String text = sent != null ? sent : fallback;
    return text == null ? null : conversion.apply(text);
  }
}
