package io.limitrate.internal.jaxrs.jersey;

import io.limitrate.internal.response.RejectionCause;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Providers;
import org.glassfish.jersey.spi.ExceptionMappers;
import org.glassfish.jersey.spi.ExtendedExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Answers an exception whose cause is a rejection as the rejection itself. Jersey chooses the
 * mapper of the nearest type, so there is a mapper for each type for which applications have
 * catch-all mappers.
 *
 * <p>{@link Providers#getExceptionMapper} knows only the type of an exception, so it returns this
 * mapper for every exception. This mapper therefore passes an exception without a rejection on to
 * the mapper that Jersey chooses for the exception itself.
 *
 * @param <E> the type of the exception
 */
abstract class WrappedRejection<E extends Throwable> implements ExtendedExceptionMapper<E> {
  @Context private @Nullable Providers providers;
  @Context private @Nullable ExceptionMappers mappers;

  @Override
  public final boolean isMappable(E thrown) {
    return providers != null && rejection(thrown) != null;
  }

  /**
   * Returns the rejection that caused the exception, or {@code null}. An exception of JAX-RS is the
   * application's own answer, whatever its cause.
   */
  private static @Nullable RuntimeException rejection(Throwable thrown) {
    return thrown instanceof WebApplicationException ? null : RejectionCause.find(thrown);
  }

  @Override
  public final Response toResponse(E thrown) {
    RuntimeException rejection = rejection(thrown);
    return providers == null || rejection == null
        ? passOn(mappers, thrown)
        : answer(providers, rejection);
  }

  /**
   * Passes the exception on. Jersey calls {@link #isMappable}, so Jersey never chooses a mapper of
   * this class.
   */
  private static <T extends Throwable> Response passOn(
      @Nullable ExceptionMappers mappers, T thrown) {
    @Nullable ExceptionMapper<T> next = mappers == null ? null : mappers.findMapping(thrown);
    return next == null ? answerUnmapped(thrown) : next.toResponse(thrown);
  }

  /** Does the same as Jersey without a mapper: only an exception of JAX-RS has an answer. */
  private static Response answerUnmapped(Throwable thrown) {
    if (thrown instanceof WebApplicationException answer) {
      return answer.getResponse();
    }
    throw WrappedRejection.<RuntimeException>unchanged(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws without wrapping
  private static <T extends Throwable> T unchanged(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @SuppressWarnings("unchecked") // the class of an R is a Class<R>
  private static <R extends RuntimeException> Response answer(Providers providers, R rejection) {
    ExceptionMapper<R> mapper = providers.getExceptionMapper((Class<R>) rejection.getClass());
    return mapper.toResponse(rejection);
  }

  /** Maps unchecked exceptions. */
  static final class Unchecked extends WrappedRejection<RuntimeException> {}

  /** Maps checked exceptions. */
  static final class Checked extends WrappedRejection<Exception> {}
}
