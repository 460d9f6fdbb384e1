package io.limitrate.internal.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.config.Configuration;
import io.limitrate.jaxrs.woven.Models;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WovenResourceTest {
  private RestApplication application;

  private void open(boolean filtered) throws Exception {
    Configuration configuration = Configuration.builder().build();
    application =
        filtered
            ? RestApplication.filtered(configuration, Models.class)
            : RestApplication.of(configuration, Models.class);
  }

  @AfterEach
  void close() throws Exception {
    application.close();
  }

  @ParameterizedTest(name = "{0}, behind the filter: {1}")
  @CsvSource({
    "/models, false", "/models, true",
    "/models/later, false", "/models/later, true",
    "/models/stage, false", "/models/stage, true",
  })
  void isChargedOnce(String path, boolean filtered) throws Exception {
    open(filtered);

    assertThat(application.statuses(3, path)).containsExactly(200, 200, 429);
  }

  @ParameterizedTest(name = "behind the filter: {0}")
  @CsvSource({"false", "true"})
  void aspectCountsByWhatTheFeatureCannotRead(boolean filtered) throws Exception {
    open(filtered);

    assertThat(application.post("/models", "why").statusCode()).isEqualTo(200);
    assertThat(application.post("/models", "how").statusCode()).isEqualTo(200);
    assertThat(application.post("/models", "why").statusCode()).isEqualTo(429);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"/models/service", "/models/service/stage"})
  void rejectionOfAServiceIsAnsweredTheSame(String path) throws Exception {
    open(false);
    application.get(path);

    HttpResponse<String> rejected = application.get(path);

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(rejected.headers().firstValue("Retry-After")).contains("60");
  }

  @Test
  void rejectionOfAServiceIsAPageForABrowser() throws Exception {
    open(false);
    application.get("/models/service");

    HttpResponse<String> rejected = application.get("/models/service", "Accept", "text/html");

    assertThat(rejected.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
  }

  @ParameterizedTest(name = "behind the filter: {0}")
  @CsvSource({"false", "true"})
  void headersTellOfAServiceThatAnUnlimitedResourceCalls(boolean filtered) throws Exception {
    open(filtered);

    HttpResponse<String> admitted = application.get("/models/service");
    HttpResponse<String> rejected = application.get("/models/service");

    assertThat(admitted.headers().allValues("X-RateLimit-Remaining")).containsExactly("0");
    assertThat(rejected.headers().allValues("X-RateLimit-Limit")).containsExactly("1");
  }

  @Test
  void nothingOfARequestStaysOnItsThread() throws Exception {
    open(false);
    for (String path : new String[] {"/models", "/models/later", "/models/stage"}) {
      application.statuses(3, path);

      assertThat(application.get("/models/scope").body()).isEqualTo("0");
    }
  }
}
