package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.LogLines;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilterRegistrationTest extends DeployedDirectory {

  @BeforeEach
  void configuration() throws IOException {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
  }

  @Test
  void filterThatIsDeclaredAndNotMappedStopsTheStart() {
    FilterHolder holder = new FilterHolder(RateLimitFilter.class);
    holder.setName("rate-limit");
    app().context().getServletHandler().addFilter(holder);

    assertThatThrownBy(() -> app().start())
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("RateLimitFilter \"rate-limit\": is declared and not mapped")
        .hasMessageContaining("Add a filter-mapping");
  }

  @Test
  void unknownInitParamStopsTheStart() {
    assertThatThrownBy(() -> filter(Map.of("confg", "/WEB-INF/mine.yaml")).start())
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("init-param \"confg\": unknown, known here are config, queue");
  }

  @Test
  void warnsAboutFiltersWithDifferentQueueModes() throws Exception {
    try (LogLines logged = LogLines.of(RateLimitFilter.class)) {
      filter(Map.of("queue", "dispatch"));
      filter(Map.of()).start();

      assertThat(logged.lines()).anyMatch(line -> line.contains("queue differs between"));
    }
  }

  @Test
  void warnsAtTheFirstDispatchAboutAMappingWithoutRequests() throws Exception {
    try (LogLines logged = LogLines.of(RateLimitFilter.class)) {
      FilterHolder holder = new FilterHolder(RateLimitFilter.class);
      app().context().addFilter(holder, "/*", EnumSet.of(DispatcherType.FORWARD));
      app()
          .servlet(
              "/forward",
              (request, response) -> request.getRequestDispatcher("/").forward(request, response))
          .start();
      app().get("/forward");
      app().get("/forward");

      assertThat(logged.lines())
          .singleElement()
          .asString()
          .contains("by the dispatch FORWARD and not by REQUEST");
    }
  }

  @Test
  void warnsOnceAboutAQueueThatCannotDispatch() throws Exception {
    write(
        "WEB-INF/limitrate.yaml",
        """
        store: { caffeine: { maxEntries: 1000 } }
        policies:
          site: { key: global, quotas: 5/1s leaky-bucket queue 10 }
        rules:
          - { path: /*, policies: [site] }
        """);
    try (LogLines logged = LogLines.of(RateLimitFilter.class)) {
      FilterHolder holder = new FilterHolder(RateLimitFilter.class);
      holder.setAsyncSupported(false);
      holder.setInitParameters(Map.of("queue", "dispatch"));
      app().context().addFilter(holder, "/*", WebApp.ALL);
      app().start();
      for (int i = 0; i < 50 && logged.lines().isEmpty(); i++) {
        app().get("/"); // waits if the machine sends it within 200 ms of the previous one
      }
      app().get("/");
      app().get("/");

      assertThat(logged.lines())
          .singleElement()
          .asString()
          .contains("add <async-supported>true</async-supported>");
    }
  }
}
