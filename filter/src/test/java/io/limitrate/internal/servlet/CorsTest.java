package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CorsTest {
  private static final String[] CROSS_ORIGIN = {"Origin", "https://other.example"};
  private static final String OURS =
      "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After";

  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private WebApp limited() {
    Policy api = Policy.builder("api").quotas("1/1h").key("ip").build();
    return app.limited(WebApp.configuration().limit("/*", api));
  }

  private static Filter allow() {
    return (request, response, chain) -> {
      ((HttpServletResponse) response).setHeader("Access-Control-Allow-Origin", "*");
      chain.doFilter(request, response);
    };
  }

  @Test
  void headersAreExposedWhereTheOriginIsAllowedBeforeUs() throws Exception {
    app.filter(allow());
    limited().servlet("/").start();

    HttpResponse<String> admitted = app.get("/", CROSS_ORIGIN);
    HttpResponse<String> rejected = app.get("/", CROSS_ORIGIN);

    assertThat(admitted.headers().allValues("Access-Control-Expose-Headers")).containsExactly(OURS);
    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().allValues("Access-Control-Expose-Headers")).containsExactly(OURS);
  }

  @Test
  void headersAreExposedWhereTheOriginIsAllowedAfterUs() throws Exception {
    limited()
        .filter(allow())
        .servlet(
            "/",
            (request, response) ->
                response.setHeader("Access-Control-Expose-Headers", "ETag, retry-after"))
        .start();

    assertThat(app.get("/", CROSS_ORIGIN).headers().allValues("Access-Control-Expose-Headers"))
        .containsExactly(
            "ETag, retry-after", "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset");
  }

  @Test
  void nothingIsExposedWhereNoOriginIsAllowed() throws Exception {
    limited().servlet("/").start();

    assertThat(app.get("/", CROSS_ORIGIN).headers().map())
        .doesNotContainKey("access-control-expose-headers");
  }

  @Test
  void preflightIsNotCounted() throws Exception {
    limited().servlet("/").start();
    String[] preflight = {"Origin: https://other.example", "Access-Control-Request-Method: POST"};

    assertThat(app.raw("OPTIONS", "/app/", preflight)).isEqualTo(200);
    assertThat(app.raw("OPTIONS", "/app/", preflight)).isEqualTo(200);
    assertThat(app.raw("OPTIONS", "/app/")).isEqualTo(200);
    assertThat(app.raw("OPTIONS", "/app/", preflight[0])).isEqualTo(429);
  }
}
