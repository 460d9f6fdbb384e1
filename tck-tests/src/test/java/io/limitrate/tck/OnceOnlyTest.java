package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.limitrate.annotation.RateLimited;
import io.limitrate.tck.JerseyApplication.Filter;
import io.limitrate.tck.woven.Bean;
import io.limitrate.tck.woven.Inline;
import io.limitrate.tck.woven.Resource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A call is charged once by any combination of the filter, the JAX-RS feature and the aspect. */
class OnceOnlyTest {

  /** Which of the three entrances the application has. */
  record Entrances(Filter filter, boolean feature, boolean woven) {
    JerseyApplication start() throws Exception {
      Class<?> resource = woven ? Resource.class : Unwoven.of(Resource.class);
      return feature
          ? JerseyApplication.withFeature(filter, resource)
          : JerseyApplication.withoutFeature(filter, resource);
    }

    boolean limit() {
      return filter == Filter.WITH_RULE || feature || woven;
    }

    /** Returns whether the response has headers. The aspect alone writes none. */
    boolean tell() {
      return limit() && (feature || filter != Filter.ABSENT);
    }
  }

  static Stream<Arguments> entrancesAndKinds() {
    return entrances()
        .flatMap(
            entrances ->
                Stream.of(
                    arguments(entrances, "GET", "/plain"),
                    arguments(entrances, "HEAD", "/plain"),
                    arguments(entrances, "GET", "/suspended"),
                    arguments(entrances, "GET", "/events"),
                    arguments(entrances, "GET", "/stage"),
                    arguments(entrances, "GET", "/locator/part")));
  }

  private static Stream<Entrances> entrances() {
    return Arrays.stream(Filter.values())
        .flatMap(
            filter ->
                Stream.of(
                    new Entrances(filter, false, false),
                    new Entrances(filter, false, true),
                    new Entrances(filter, true, false),
                    new Entrances(filter, true, true)));
  }

  @ParameterizedTest
  @MethodSource("entrancesAndKinds")
  void requestIsChargedOnceByWhoeverSeesIt(Entrances entrances, String method, String path)
      throws Exception {
    try (JerseyApplication application = entrances.start()) {
      List<Integer> statuses = new ArrayList<>();
      List<String> remaining = new ArrayList<>();
      for (int requests = 1; requests <= 11; requests++) {
        HttpResponse<String> response = application.send(method, path);
        statuses.add(response.statusCode());
        remaining.addAll(response.headers().allValues("X-RateLimit-Remaining"));
        assertThat(application.charges()).hasSize(entrances.limit() ? requests : 0);
      }

      assertThat(statuses.subList(0, 10)).containsOnly(200);
      assertThat(statuses.get(10)).isEqualTo(entrances.limit() ? 429 : 200);
      assertThat(remaining)
          .isEqualTo(
              entrances.tell()
                  ? List.of("9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "0")
                  : List.of());
    }
  }

  @ParameterizedTest
  @EnumSource
  void wovenMethodCalledThreeTimesIsChargedThreeTimes(Filter filter) throws Exception {
    try (JerseyApplication application = new Entrances(filter, true, true).start()) {
      assertThat(application.get("/bean").body()).isEqualTo("bean bean bean ");

      assertThat(application.charges()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void firstCallOfAWovenMethodIsCoveredByWhatItsRequestWasCharged(Filter filter) throws Exception {
    try (JerseyApplication application = JerseyApplication.withFeature(filter, Caller.class)) {
      HttpResponse<String> response = application.get("/caller");

      assertThat(response.body()).isEqualTo("bean bean bean ");
      assertThat(response.headers().allValues("X-RateLimit-Remaining")).containsExactly("7");
      assertThat(application.charges()).hasSize(3);
    }
  }

  /**
   * A resource that is not woven, so that the feature limits it. The methods that it calls have the
   * same policy.
   */
  @Path("caller")
  public static class Caller {

    @GET
    @RateLimited(policy = "once")
    public String get() {
      return new Bean().threeTimes();
    }
  }

  @Test
  void unwovenMethodOfABeanIsNotLimited() throws Exception {
    try (JerseyApplication application = new Entrances(Filter.ABSENT, true, false).start()) {
      application.get("/bean");

      assertThat(application.charges()).isEmpty();
    }
  }

  @ParameterizedTest(name = "woven: {0}")
  @CsvSource({"false", "true"})
  void limitOfTheMethodGoesBeforeThatOfItsClass(boolean woven) throws Exception {
    try (JerseyApplication application = inline(woven)) {
      HttpResponse<String> method = application.get("/inline/method");
      HttpResponse<String> ofClass = application.get("/inline/class");

      assertThat(method.headers().allValues("X-RateLimit-Limit")).containsExactly("10");
      assertThat(method.headers().allValues("X-RateLimit-Remaining")).containsExactly("9");
      assertThat(ofClass.headers().allValues("X-RateLimit-Limit")).containsExactly("2");
      assertThat(ofClass.headers().allValues("X-RateLimit-Remaining")).containsExactly("1");
      assertThat(application.charges())
          .extracting(charge -> charge.policy().name())
          .containsExactly(Inline.class.getName() + ".ofTheMethod", Inline.class.getName());
    }
  }

  private static JerseyApplication inline(boolean woven) throws Exception {
    return woven
        ? JerseyApplication.withoutFeature(Filter.WITHOUT_RULE, Inline.class)
        : JerseyApplication.withFeature(Filter.ABSENT, Unwoven.of(Inline.class));
  }
}
