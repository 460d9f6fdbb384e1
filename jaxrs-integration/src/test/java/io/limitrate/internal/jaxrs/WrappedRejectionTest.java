package io.limitrate.internal.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.config.Configuration;
import io.limitrate.jaxrs.woven.Wrapping;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A resource throws an exception whose cause is a rejection, in Jersey. */
class WrappedRejectionTest {
  private RestApplication application;

  private void open(boolean filtered, Class<?>... classes) throws Exception {
    Configuration configuration = Configuration.builder().build();
    application =
        filtered
            ? RestApplication.filtered(configuration, classes)
            : RestApplication.of(configuration, classes);
  }

  @AfterEach
  void close() throws Exception {
    application.close();
  }

  @ParameterizedTest(name = "{0}, behind the filter: {1}")
  @CsvSource({
    "completion, false", "completion, true",
    "undeclared, false", "undeclared, true",
    "state, false", "state, true",
    "io, false", "io, true",
    "stage, false", "stage, true",
    "suspended, false", "suspended, true",
  })
  void isAnsweredAsTheRejectionItself(String wrapped, boolean filtered) throws Exception {
    open(filtered, Wrapping.class);
    String path = "/wrapping/" + wrapped;
    application.get(path);

    HttpResponse<String> rejected = application.get(path);

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().allValues("Retry-After")).containsExactly("60");
    assertThat(rejected.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"completion", "undeclared", "state", "io", "stage", "suspended"})
  void isAnsweredBeforeACatchAllMapper(String wrapped) throws Exception {
    open(false, Wrapping.class, Mappers.CatchAll.class);
    String path = "/wrapping/" + wrapped;
    application.get(path);

    assertThat(application.get(path).statusCode()).isEqualTo(429);
  }

  @ParameterizedTest(name = "behind the filter: {0}")
  @CsvSource({"false", "true"})
  void isLeftToAnAnswerOfTheApplication(boolean filtered) throws Exception {
    open(filtered, Wrapping.class);
    application.get("/wrapping/own");

    HttpResponse<String> own = application.get("/wrapping/own");

    assertThat(own.statusCode()).isEqualTo(503);
    assertThat(own.headers().allValues("Retry-After")).containsExactly("7");
  }

  @ParameterizedTest(name = "behind the filter: {0}")
  @CsvSource({"false", "true"})
  void otherExceptionsAreTheCatchAllMappers(boolean filtered) throws Exception {
    open(filtered, Wrapping.class, Mappers.CatchAll.class);

    assertThat(application.get("/wrapping/other").body()).isEqualTo("caught all");
  }
}
