package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.config.ResponseSettings;
import io.limitrate.config.ResponseSettings.Body;
import io.limitrate.config.ResponseSettings.Dialect;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejectionPageTest {
  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private WebApp limited(Body body, Optional<String> page) {
    Policy api = Policy.builder("api").quotas("1/1h").key("ip").build();
    return app.limited(
            WebApp.configuration()
                .limit("/*", api)
                .response(new ResponseSettings(Set.of(Dialect.X_RATELIMIT), body, page)))
        .servlet("/");
  }

  private HttpResponse<String> rejected(String accept) {
    app.get("/");
    HttpResponse<String> response = app.get("/", "Accept", accept);
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("3600");
    assertThat(response.headers().firstValue("X-RateLimit-Limit")).contains("1");
    return response;
  }

  @Test
  void browserGetsAPage() throws Exception {
    limited(Body.PROBLEM, Optional.empty()).start();

    HttpResponse<String> page = rejected("text/html,*/*;q=0.8");

    assertThat(page.headers().firstValue("Content-Type").orElseThrow())
        .isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(page.body()).contains("<strong>60 minutes</strong>");
  }

  @Test
  void pageKeepsOtherSitesFromFramingIt() throws Exception {
    limited(Body.PROBLEM, Optional.empty()).start();

    HttpResponse<String> page = rejected("text/html");

    assertThat(page.headers().allValues("Content-Security-Policy"))
        .containsExactly("frame-ancestors 'self'");
    assertThat(page.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
  }

  @Test
  void pageAddsToThePolicyOfTheApplication() throws Exception {
    app.filter(
        (request, response, chain) -> {
          ((HttpServletResponse) response)
              .setHeader("Content-Security-Policy", "default-src 'self'");
          ((HttpServletResponse) response).setHeader("X-Content-Type-Options", "nosniff");
          chain.doFilter(request, response);
        });
    limited(Body.PROBLEM, Optional.empty()).start();

    HttpResponse<String> page = rejected("text/html");

    assertThat(page.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'self'", "frame-ancestors 'self'");
    assertThat(page.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
  }

  @Test
  void problemIsNotSniffed() throws Exception {
    limited(Body.PROBLEM, Optional.empty()).start();

    HttpResponse<String> problem = rejected("application/json");

    assertThat(problem.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(problem.headers().map()).doesNotContainKey("content-security-policy");
  }

  @Test
  void browserGetsThePageOfTheApplication() throws Exception {
    limited(Body.PROBLEM, Optional.of("/limited"))
        .servlet("/limited", (request, response) -> response.getWriter().write("slow down"))
        .start();

    assertThat(rejected("text/html").body()).isEqualTo("slow down");
    assertThat(app.get("/", "Accept", "application/json").body()).startsWith("{");
  }

  @Test
  void errorPageOfTheApplicationIsShown() throws Exception {
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    pages.addErrorPage(429, "/error");
    app.context().setErrorHandler(pages);
    limited(Body.ERROR_PAGE, Optional.empty())
        .servlet("/error", (request, response) -> response.getWriter().write("my error page"))
        .start();

    assertThat(rejected("*/*").body()).isEqualTo("my error page");
  }

  @Test
  void bodyCanBeEmpty() throws Exception {
    limited(Body.EMPTY, Optional.empty()).start();

    HttpResponse<String> empty = rejected("*/*");

    assertThat(empty.body()).isEmpty();
    assertThat(empty.headers().firstValue("Content-Length")).contains("0");
  }
}
