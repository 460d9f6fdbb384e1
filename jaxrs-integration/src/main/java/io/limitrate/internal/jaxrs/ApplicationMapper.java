package io.limitrate.internal.jaxrs;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Providers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the application's own exception mapper for a rejection of the feature. */
public final class ApplicationMapper {
  /**
   * The headers that every response to a rejection has, also the response of an application's
   * mapper.
   */
  static final List<String> KEPT = List.of(HttpHeaders.RETRY_AFTER, HttpHeaders.CACHE_CONTROL);

  private ApplicationMapper() {}

  /** Marks the exception mappers of this library. */
  public interface LibraryMapper {}

  /**
   * Returns the response of the application's mapper, with the missing {@link #KEPT} headers of the
   * library's response. Returns the library's response when the application has no mapper.
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
    return mapper == null || mapper instanceof LibraryMapper ? null : mapper.toResponse(rejection);
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
