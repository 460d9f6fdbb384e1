package io.limitrate.internal.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.config.Configuration;
import io.limitrate.jaxrs.woven.Models;
import io.limitrate.jaxrs.woven.Wrapping;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import io.limitrate.login.LoginSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application with its own exception mapper for rejections. */
class ApplicationMapperTest {
  private RestApplication application;

  private void open(boolean filtered, Class<?>... mappers) throws Exception {
    Class<?>[] classes =
        Stream.concat(Stream.of(Products.class, Models.class, Wrapping.class), Stream.of(mappers))
            .toArray(Class<?>[]::new);
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
    "/products, false", "/products, true",
    "/models/service, false", "/models/service, true",
    "/wrapping/completion, false", "/wrapping/completion, true",
  })
  void answersRejectionsAndKeepsTheHeaders(String path, boolean filtered) throws Exception {
    open(filtered, Mappers.Limit.class, Mappers.CatchAll.class);
    application.statuses(2, path);

    HttpResponse<String> rejected = application.get(path);

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.body()).isEqualTo("slow down");
    assertThat(rejected.headers().allValues("Retry-After"))
        .containsExactly(path.equals("/products") ? "30" : "60");
    assertThat(rejected.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(rejected.headers().allValues("X-RateLimit-Remaining")).containsExactly("0");
  }

  @ParameterizedTest(name = "{0}, behind the filter: {1}")
  @CsvSource({
    "/products, false", "/products, true",
    "/models/service, false", "/models/service, true",
  })
  void keepsARetryAfterOfItsOwn(String path, boolean filtered) throws Exception {
    open(filtered, Mappers.LaterLimit.class);
    application.statuses(2, path);

    HttpResponse<String> rejected = application.get(path);

    assertThat(rejected.statusCode()).isEqualTo(503);
    assertThat(rejected.headers().allValues("Retry-After")).isEqualTo(List.of("7"));
  }

  @ParameterizedTest(name = "{0}, behind the filter: {1}")
  @CsvSource({"/products, false", "/products, true", "/models/service, false"})
  void catchAllMapperDoesNotAnswerRejections(String path, boolean filtered) throws Exception {
    open(filtered, Mappers.CatchAll.class);
    application.statuses(2, path);

    HttpResponse<String> rejected = application.get(path);

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.body()).contains("quota-exceeded");
  }

  @Test
  void answersRejectedLoginsAndKeepsTheHeaders() throws Exception {
    LoginLimits one =
        new LoginLimits(
            new Limit(1, Duration.ofMinutes(1)),
            Limit.NONE,
            Limit.NONE,
            LoginLimits.BLOCK,
            Spraying.NONE);
    LoginSettings login =
        LoginSettings.builder("main").address(one).challenge(new ChallengeSettings.None()).build();
    application =
        RestApplication.of(
            Configuration.builder().login(login).build(), Sessions.class, Mappers.Login.class);
    String form = "application/x-www-form-urlencoded";
    application.post("/sessions/form", form, "user=bob&password=wrong");

    HttpResponse<String> rejected =
        application.post("/sessions/form", form, "user=bob&password=wrong");

    assertThat(rejected.body()).isEqualTo("login main");
    assertThat(rejected.headers().allValues("Retry-After")).hasSize(1);
    assertThat(rejected.headers().allValues("Cache-Control")).containsExactly("no-store");
  }
}
