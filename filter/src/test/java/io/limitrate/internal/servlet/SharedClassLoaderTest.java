package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.LogLines;
import io.limitrate.internal.application.Application;
import io.limitrate.servlet.FailedStart;
import io.limitrate.servlet.RateLimitFilter;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.FilterMapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two web applications of an embedded server with the same class loader. */
class SharedClassLoaderTest {
  private static final String ONE_AN_HOUR =
      """
      store: { caffeine: {} }
      policies: { site: { key: ip, quotas: 1/1h } }
      rules: [{ path: /*, policies: site }]
      """;

  private final URLClassLoader loader =
      new URLClassLoader(new URL[0], Thread.currentThread().getContextClassLoader());
  private final WebApp first = new WebApp();
  private final WebApp second = new WebApp();
  @TempDir private Path directory;

  @BeforeEach
  void deploy() throws IOException {
    deploy(first, "first");
    deploy(second, "second");
  }

  @AfterEach
  void close() throws IOException {
    first.close();
    second.close();
    loader.close();
  }

  private void deploy(WebApp app, String name) throws IOException {
    Path file = directory.resolve(name).resolve("WEB-INF/limitrate.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, ONE_AN_HOUR);
    app.context().setBaseResourceAsPath(directory.resolve(name));
    app.context().setClassLoader(loader);
    app.context().addServletContainerInitializer(new RateLimitInitializer());
    app.context().addFilter(new FilterHolder(new RateLimitFilter()), "/*", WebApp.ALL);
    app.servlet("/");
  }

  @Test
  void secondApplicationDoesNotStartUnderTheConfigurationOfTheFirst() throws Exception {
    first.start();

    assertThat(FailedStart.reason(second::start))
        .contains("configuration /WEB-INF/limitrate.yaml: would be ignored")
        .contains("the application /app has the same class loader");
  }

  /** The second application uses the limiter of the first: no filter rejects its start. */
  @Test
  void warnsOnceAboutASecondApplicationWithoutAFilter() throws Exception {
    first.start();
    second.context().getServletHandler().setFilters(new FilterHolder[0]);
    second.context().getServletHandler().setFilterMappings(new FilterMapping[0]);
    second.context().setContextPath("/other");

    try (LogLines logged = LogLines.of(Application.class)) {
      second.start();

      assertThat(logged.lines())
          .containsExactly(
              "WARNING The applications /app and /other have the same class loader, so one limiter"
                  + " serves both, with the configuration of /app: give each application a class"
                  + " loader of its own");
    }
  }

  @Test
  void endOfTheSecondApplicationDoesNotEndTheLimiterOfTheFirst() throws Exception {
    first.start();
    assertThatThrownBy(second::start).isInstanceOf(ServletException.class);
    second.close();

    assertThat(first.get("/").statusCode()).isEqualTo(200);
    assertThat(first.get("/").statusCode()).isEqualTo(429);
  }

  @Test
  void secondApplicationStartsWhenTheFirstHasEnded() throws Exception {
    first.start().close();
    second.start();

    assertThat(second.get("/").statusCode()).isEqualTo(200);
    assertThat(second.get("/").statusCode()).isEqualTo(429);
  }
}
