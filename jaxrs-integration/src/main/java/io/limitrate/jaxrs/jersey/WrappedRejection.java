package io.limitrate.jaxrs.jersey;

import io.limitrate.http.RejectionCause;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Providers;
import org.glassfish.jersey.spi.ExtendedExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Answers an exception that a rejection has caused as the rejection itself. There is a mapper for
 * each type for which applications have catch-all mappers, since the nearest type goes first.
 *
 * @param <E> what is thrown
 */
abstract class WrappedRejection<E extends Throwable> implements ExtendedExceptionMapper<E> {
  @Context private @Nullable Providers providers;

  /** An exception of JAX-RS is an answer of the application, whatever its cause. */
  @Override
  public final boolean isMappable(E thrown) {
    return providers != null
        && !(thrown instanceof WebApplicationException)
        && RejectionCause.find(thrown) != null;
  }

  @Override
  public final Response toResponse(E thrown) {
    RuntimeException rejection = RejectionCause.find(thrown);
    if (providers == null || rejection == null) {
      throw new IllegalArgumentException(thrown);
    }
    return answer(providers, rejection);
  }

  @SuppressWarnings("unchecked") // the class of an R is a Class<R>
  private static <R extends RuntimeException> Response answer(Providers providers, R rejection) {
    ExceptionMapper<R> mapper = providers.getExceptionMapper((Class<R>) rejection.getClass());
    return mapper.toResponse(rejection);
  }

  /** For what need not be declared. */
  static final class Unchecked extends WrappedRejection<RuntimeException> {}

  /** For what has to be declared. */
  static final class Checked extends WrappedRejection<Exception> {}
}
