package io.limitrate.internal.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.config.Configuration;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mappers of an application that look up the mapper of a cause by its type, in Jersey. */
class DelegatingMapperTest {
  private RestApplication application;

  private HttpResponse<String> get(String path, Class<?>... mappers) throws Exception {
    Class<?>[] classes = new Class<?>[mappers.length + 2];
    System.arraycopy(mappers, 0, classes, 2, mappers.length);
    classes[0] = Failing.class;
    classes[1] = Unwrapping.class;
    application = RestApplication.of(Configuration.builder().build(), classes);
    return application.get("/failing/" + path);
  }

  @AfterEach
  void close() throws Exception {
    application.close();
  }

  @Test
  void uncheckedCauseIsAnsweredByTheCatchAllMapper() throws Exception {
    assertThat(get("state", Mappers.CatchAll.class).body()).isEqualTo("caught all");
  }

  @Test
  void checkedCauseIsAnsweredByTheCatchAllMapper() throws Exception {
    assertThat(get("io", Mappers.CatchAll.class).body()).isEqualTo("caught all");
  }

  @Test
  void uncheckedCauseIsAnsweredByTheNearestMapper() throws Exception {
    assertThat(get("state", Mappers.CatchAll.class, Unchecked.class).body()).isEqualTo("runtime");
  }

  @Test
  void jaxrsCauseIsAnsweredByItsOwnResponse() throws Exception {
    HttpResponse<String> conflict = get("conflict");

    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(conflict.body()).isEqualTo("conflict");
  }

  @Test
  void causeWithoutAMapperIsThrownAgain() throws Exception {
    assertThat(get("state").body()).isEqualTo("thrown again");
  }

  /** Fails with the cause that the path names. */
  @Path("failing")
  public static final class Failing {
    @GET
    @Path("state")
    public String state() {
      Exception cause = new IllegalStateException("state");
      throw new CompletionException(cause);
    }

    @GET
    @Path("io")
    public String io() {
      Exception cause = new IOException("io");
      throw new CompletionException(cause);
    }

    @GET
    @Path("conflict")
    public String conflict() {
      Response response = Response.status(409).entity("conflict").build();
      throw new CompletionException(new ClientErrorException(response));
    }
  }

  /** Answers with the mapper of the cause's type. */
  public static final class Unwrapping implements ExceptionMapper<CompletionException> {
    @Context private Providers providers;

    @Override
    public Response toResponse(CompletionException thrown) {
      try {
        return answer(thrown.getCause());
      } catch (IllegalStateException e) {
        String result = e == thrown.getCause() ? "thrown again" : "replaced";
        return Response.status(500).entity(result).build();
      }
    }

    @SuppressWarnings("unchecked") // the class of an E is a Class<E>
    private <E extends Throwable> Response answer(E cause) {
      return providers.getExceptionMapper((Class<E>) cause.getClass()).toResponse(cause);
    }
  }

  /** Answers unchecked exceptions. */
  public static final class Unchecked implements ExceptionMapper<RuntimeException> {
    @Override
    public Response toResponse(RuntimeException thrown) {
      return Response.status(500).entity("runtime").build();
    }
  }
}
