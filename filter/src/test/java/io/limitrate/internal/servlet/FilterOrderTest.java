package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules see the changes of earlier filters to a request, and no changes of later filters. */
class FilterOrderTest {
  /** Changes the method, as Spring's HiddenHttpMethodFilter does. */
  private static final Filter METHOD_OVERRIDE =
      (request, response, chain) ->
          chain.doFilter(
              new HttpServletRequestWrapper((HttpServletRequest) request) {
                @Override
                public String getMethod() {
                  String method = getHeader("X-HTTP-Method-Override");
                  return method == null ? super.getMethod() : method;
                }
              },
              response);

  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private static Configuration.Builder oneDelete() {
    Policy deletes = Policy.builder("deletes").quotas("1/1h").build();
    return WebApp.configuration()
        .policy(deletes)
        .rule(new Rule.Limit("/*", Set.of("DELETE"), List.of(deletes)));
  }

  private void serveMethods() throws Exception {
    app.servlet("/", (request, response) -> response.getWriter().write(request.getMethod()))
        .start();
  }

  private String overridden() {
    return app.send("POST", "/", "", "X-HTTP-Method-Override", "DELETE").body();
  }

  @Test
  void aMethodOverrideBeforeTheFilterIsLimitedByItsMethod() throws Exception {
    app.filter(METHOD_OVERRIDE).limited(oneDelete());
    serveMethods();

    assertThat(overridden()).isEqualTo("DELETE");
    assertThat(overridden()).contains("\"status\":429");
  }

  @Test
  void aMethodOverrideBehindTheFilterPassesARuleForItsMethod() throws Exception {
    app.limited(oneDelete()).filter(METHOD_OVERRIDE);
    serveMethods();

    assertThat(overridden()).isEqualTo("DELETE");
    assertThat(overridden()).isEqualTo("DELETE");
  }
}
