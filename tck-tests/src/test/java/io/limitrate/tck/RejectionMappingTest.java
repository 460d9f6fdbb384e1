package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.RateLimitExceededException;
import io.limitrate.tck.JerseyApplication.Filter;
import io.limitrate.tck.woven.Bean;
import io.limitrate.tck.woven.Resource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How Jersey answers rejections of the feature and of annotated methods. */
class RejectionMappingTest {

  /** The application's own mapper for rejections. */
  public static final class OwnMapper implements ExceptionMapper<RateLimitExceededException> {
    @Override
    public Response toResponse(RateLimitExceededException rejection) {
      return Response.status(429).entity("own").build();
    }
  }

  /** The application's mapper for all exceptions. */
  public static final class CatchAll implements ExceptionMapper<Exception> {
    @Override
    public Response toResponse(Exception thrown) {
      return Response.serverError().entity("caught all").build();
    }
  }

  /** A resource that wraps the exception of a limited method. */
  @Path("wrapping")
  public static final class Wrapping {
    @GET
    public String get() {
      return CompletableFuture.supplyAsync(new Bean()::call, Runnable::run).join();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WITH_RULE")
  void ownMapperAnswersWhatTheFeatureRejects(Filter filter) throws Exception {
    try (JerseyApplication application =
        JerseyApplication.withFeature(filter, Unwoven.of(Resource.class), OwnMapper.class)) {
      assertOwn(rejected(application, "/plain"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WITH_RULE")
  void ownMapperAnswersAWrappedRejection(Filter filter) throws Exception {
    try (JerseyApplication application =
        JerseyApplication.withFeature(filter, Wrapping.class, OwnMapper.class, CatchAll.class)) {
      assertOwn(rejected(application, "/wrapping"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WITH_RULE")
  void wrappedRejectionIsAnsweredBeforeACatchAllMapper(Filter filter) throws Exception {
    try (JerseyApplication application =
        JerseyApplication.withFeature(filter, Wrapping.class, CatchAll.class)) {
      HttpResponse<String> rejected = rejected(application, "/wrapping");

      assertThat(rejected.statusCode()).isEqualTo(429);
      assertThat(rejected.headers().allValues("Retry-After")).containsExactly("360");
    }
  }

  private static HttpResponse<String> rejected(JerseyApplication application, String path) {
    for (int i = 0; i < 10; i++) {
      assertThat(application.get(path).statusCode()).isEqualTo(200);
    }
    return application.get(path);
  }

  private static void assertOwn(HttpResponse<String> rejected) {
    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.body()).isEqualTo("own");
    assertThat(rejected.headers().allValues("Retry-After")).containsExactly("360");
    assertThat(rejected.headers().allValues("X-RateLimit-Remaining")).containsExactly("0");
  }
}
