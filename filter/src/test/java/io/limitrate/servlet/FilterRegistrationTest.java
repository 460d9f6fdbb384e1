package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.LogLines;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  private void webXml(String ours, String... others) throws IOException {
    write(
        "WEB-INF/web.xml",
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <filter>
            <filter-name>limit</filter-name>
            <filter-class>io.limitrate.servlet.RateLimitFilter</filter-class>
            %s
          </filter>
          %s
        </web-app>
        """
            .formatted(ours, String.join("\n", others)));
  }

  private static String mapping(String filter, String... dispatchers) {
    return mapped("<url-pattern>/*</url-pattern>", filter, dispatchers);
  }

  private static String mappingAt(String pattern, String filter, String... dispatchers) {
    return mapped("<url-pattern>" + pattern + "</url-pattern>", filter, dispatchers);
  }

  private static String mappingTo(String servlet, String filter, String... dispatchers) {
    return mapped("<servlet-name>" + servlet + "</servlet-name>", filter, dispatchers);
  }

  private static String mapped(String to, String filter, String... dispatchers) {
    StringBuilder mapping = new StringBuilder("<filter-mapping><filter-name>" + filter);
    mapping.append("</filter-name>").append(to);
    for (String dispatcher : dispatchers) {
      mapping.append("<dispatcher>").append(dispatcher).append("</dispatcher>");
    }
    return mapping.append("</filter-mapping>").toString();
  }

  private WebApp dispatching() {
    FilterHolder holder = new FilterHolder(RateLimitFilter.class);
    holder.setName("limit");
    holder.setAsyncSupported(true);
    holder.setInitParameters(Map.of("queue", "dispatch"));
    app().context().addFilter(holder, "/*", WebApp.ALL);
    return app();
  }

  private static final String ASYNCHRONOUS = "<async-supported>true</async-supported>";

  @Test
  void dispatchByAFilterThatIsNotAsynchronousStopsTheStart() throws Exception {
    webXml("", mapping("limit", "REQUEST", "ASYNC"));

    assertThatThrownBy(() -> dispatching().start())
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("RateLimitFilter \"limit\", init-param queue \"dispatch\": does not")
        .hasMessageContaining("Add <async-supported>true</async-supported> to the filter");
  }

  @Test
  void dispatchThatSkipsALaterFilterStopsTheStart() throws Exception {
    webXml(
        ASYNCHRONOUS,
        mapping("before"),
        mapping("limit", "REQUEST", "ASYNC"),
        mapping("security"),
        mapping("errors", "ERROR"),
        mapping("both", "REQUEST", "ASYNC"),
        mapping("other", "REQUEST", "FORWARD"));

    assertThatThrownBy(() -> dispatching().start())
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("REQUEST and not to ASYNC: security, other. Add <dispatcher>");
  }

  @Test
  void dispatchThatSkipsTheFilterItselfStopsTheStart() throws Exception {
    webXml(ASYNCHRONOUS, mapping("limit"));

    assertThatThrownBy(() -> dispatching().start())
        .hasMessageContaining("REQUEST and not to ASYNC: limit.");
  }

  static Stream<List<String>> chainsThatSkipAFilter() {
    String ours = mappingAt("/api/*", "limit", "REQUEST", "ASYNC");
    return Stream.of(
        List.of(ours, mappingAt("*.jsp", "other")),
        List.of(ours, mappingAt("/api/users", "other")),
        List.of(ours, mappingAt("/*", "other"), mappingAt("/api/x/*", "other", "ASYNC")),
        List.of(ours, mappingTo("api", "other")),
        List.of(ours, mappingTo("*", "other")),
        List.of(mappingTo("api", "other"), ours),
        List.of(mappingTo("api", "limit", "REQUEST", "ASYNC"), mappingTo("api", "other")));
  }

  @ParameterizedTest
  @MethodSource("chainsThatSkipAFilter")
  void filterBehindOursThatADispatchSkipsAtOnePathStopsTheStart(List<String> mappings)
      throws Exception {
    webXml(ASYNCHRONOUS, mappings.toArray(String[]::new));
    servlet("api", "/api/*");

    assertThatThrownBy(() -> dispatching().start())
        .hasMessageContaining("REQUEST and not to ASYNC: other.");
  }

  static Stream<List<String>> chainsThatSkipNoFilter() {
    String ours = mappingAt("/api/*", "limit", "REQUEST", "ASYNC");
    return Stream.of(
        List.of(mapping("before"), mapping("limit", "REQUEST", "ASYNC")),
        List.of(mapping("limit", "REQUEST"), mapping("limit", "ASYNC")),
        List.of(ours, mapping("other", "ASYNC"), mapping("other", "REQUEST")),
        List.of(ours, mappingAt("/web/*", "other")),
        List.of(ours, mappingAt("/api", "other", "FORWARD")),
        List.of(ours, mappingAt("/apis", "other")),
        List.of(ours, mappingTo("web", "other")),
        List.of(mappingTo("web", "limit", "REQUEST", "ASYNC"), mappingTo("api", "other")),
        List.of(mapping("other"), ours, mappingAt("/api/users", "other")),
        List.of(mapping("other"), ours, mappingTo("api", "other")));
  }

  @ParameterizedTest
  @MethodSource("chainsThatSkipNoFilter")
  void dispatchThatSkipsNoFilterStarts(List<String> mappings) throws Exception {
    webXml(ASYNCHRONOUS, mappings.toArray(String[]::new));
    servlet("api", "/api/*");
    servlet("web", "/web/*");

    try (LogLines logged = LogLines.of(RateLimitFilter.class)) {
      dispatching().start();

      assertThat(logged.lines()).isEmpty();
    }
  }

  private void servlet(String name, String pattern) {
    ServletHolder holder = new ServletHolder(name, DefaultServlet.class);
    app().context().addServlet(holder, pattern);
  }

  private void add(String filter, String pattern) {
    FilterHolder holder = new FilterHolder((request, response, chain) -> {});
    holder.setName(filter);
    app().context().addFilter(holder, pattern, WebApp.ALL);
  }

  @Test
  void warnsAboutFiltersWhoseMappingsTheFileDoesNotShow() throws Exception {
    webXml(ASYNCHRONOUS, mapping("limit", "REQUEST", "ASYNC"));
    add("added", "/other");

    try (LogLines logged = LogLines.of(RateLimitFilter.class)) {
      dispatching().start();

      assertThat(logged.lines())
          .singleElement()
          .asString()
          .contains("WEB-INF/web.xml does not show", ": added");
    }
  }

  @Test
  void warnsAboutFiltersOfTheFileIfCodeMapsOurs() throws Exception {
    webXml(ASYNCHRONOUS, mapping("security"), mapping("both", "REQUEST", "ASYNC"), mapping("gzip"));

    try (LogLines logged = LogLines.of(RateLimitFilter.class)) {
      dispatching().start();

      assertThat(logged.lines()).singleElement().asString().contains(": gzip, security");
    }
  }

  @Test
  void doesNotWarnAboutFiltersAtOtherPaths() throws Exception {
    FilterHolder ours = new FilterHolder(RateLimitFilter.class);
    ours.setAsyncSupported(true);
    ours.setInitParameters(Map.of("queue", "dispatch"));
    webXml(ASYNCHRONOUS, mappingAt("/web/*", "of-the-file"));
    add("added", "/web/admin");

    try (LogLines logged = LogLines.of(RateLimitFilter.class)) {
      app().context().addFilter(ours, "/api/*", WebApp.ALL);
      app().start();

      assertThat(logged.lines()).isEmpty();
    }
  }
}
