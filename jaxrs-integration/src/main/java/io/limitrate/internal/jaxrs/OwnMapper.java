package io.limitrate.internal.jaxrs;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Providers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the application's own exception mapper answer what the feature rejects. */
public final class OwnMapper {
  /** The headers of a rejection that its answer has whoever writes it. */
  static final List<String> KEPT = List.of(HttpHeaders.RETRY_AFTER, HttpHeaders.CACHE_CONTROL);

  private OwnMapper() {}

  /** Marks the mappers that this library registers. */
  public interface Ours {}

  /**
   * The answer of the application's mapper for the rejection, with those headers of ours that it
   * has not set; without such a mapper, ours.
   */
  static Response answer(@Nullable Providers providers, RuntimeException rejection, Response ours) {
    Response own = providers == null ? null : map(providers, rejection);
    return own == null ? ours : withHeaders(own, ours);
  }

  @SuppressWarnings("unchecked") // the class of an E is a Class<E>
  private static <E extends RuntimeException> @Nullable Response map(
      Providers providers, E rejection) {
    @Nullable ExceptionMapper<E> mapper =
        providers.getExceptionMapper((Class<E>) rejection.getClass());
    return mapper == null || mapper instanceof Ours ? null : mapper.toResponse(rejection);
  }

  private static Response withHeaders(Response own, Response ours) {
    Response.ResponseBuilder answer = Response.fromResponse(own);
    for (String name : KEPT) {
      String value = ours.getHeaderString(name);
      if (value != null && own.getHeaderString(name) == null) {
        answer.header(name, value);
      }
    }
    return answer.build();
  }
}
