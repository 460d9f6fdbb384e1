package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.LogLines;
import io.limitrate.Policy;
import io.limitrate.application.WarmUp;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.servlet.RateLimitInitializer;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A program that embeds its container, as Spring Boot does: the class loader of the web application
 * is a child of the program's, and the container runs no initializer.
 */
class EmbeddedContainerTest extends DeployedDirectory {
  private ClassLoader program;

  @BeforeEach
  void embed() {
    program = app().context().getClassLoader();
    app().context().setClassLoader(new URLClassLoader(new URL[0], program));
  }

  @AfterEach
  void end() throws Exception {
    app().close();
    assertThat(onProgramThread(ApplicationRuntime::find)).isNull();
  }

  private <T> T onProgramThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task);
    thread.setContextClassLoader(program);
    thread.start();
    return task.get();
  }

  private void programAsks() throws Exception {
    onProgramThread(
        () -> {
          new WarmUp(() -> ApplicationRuntime.current(EmbeddedContainerTest.class))
              .contextInitialized(null);
          return null;
        });
  }

  private static ApplicationRuntime built() {
    Policy site = Policy.builder("site").quotas("1/1h").build();
    return ApplicationRuntime.start(WebApp.configuration().limit("/*", site).build());
  }

  @Test
  void threadOfTheProgramGetsTheLimiterThatTheFilterHasStarted() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    filter(Map.of()).start();

    ApplicationRuntime application =
        onProgramThread(() -> ApplicationRuntime.current(EmbeddedContainerTest.class));

    assertThat(application.application().configuration().origin())
        .isEqualTo("/WEB-INF/limitrate.yaml");
    assertThat(onProgramThread(() -> ApplicationRuntime.of(WarmUp.class))).isSameAs(application);
    assertOneRequestPasses();
  }

  @Test
  void threadOfTheProgramGetsTheLimiterThatTheFilterWasGiven() throws Exception {
    try (ApplicationRuntime built = built()) {
      app().filter(new RateLimitFilter(built)).start();

      assertThat(onProgramThread(() -> ApplicationRuntime.current(EmbeddedContainerTest.class)))
          .isSameAs(built);
    }
  }

  @Test
  void programThatAsksFirstSharesTheFileOnTheClassPath() throws Exception {
    write("classes/limitrate.yaml", ONE_AN_HOUR);
    programAsks();
    ApplicationRuntime early = onProgramThread(ApplicationRuntime::find);
    filter(Map.of()).start();

    assertOneRequestPasses();
    assertThat(onProgramThread(() -> ApplicationRuntime.current(EmbeddedContainerTest.class)))
        .isSameAs(early);
  }

  @Test
  void applicationsOfOneProgramHaveALimiterEach() throws Exception {
    write("classes/limitrate.yaml", ONE_AN_HOUR);
    programAsks();
    filter(Map.of()).start();

    try (WebApp other = new WebApp().servlet("/")) {
      other.context().setClassLoader(new URLClassLoader(new URL[0], program));
      other.context().addFilter(new FilterHolder(new RateLimitFilter()), "/*", WebApp.ALL);
      other.start();

      assertOneRequestPasses();
      assertThat(other.get("/").statusCode()).isEqualTo(200);
      assertThat(other.get("/").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void programThatAsksFirstStopsTheStartWhereTheFileIsInWebInf() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    programAsks();

    try (ApplicationRuntime early = onProgramThread(ApplicationRuntime::find)) {
      assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
          .contains("configuration /WEB-INF/limitrate.yaml: would be ignored")
          .contains("io.limitrate.application.WarmUp asked for the limiter")
          .contains("put it on the class path");
      assertThat(early.starter()).contains(WarmUp.class.getName());
    }
  }

  @Test
  void programThatAsksFirstStopsTheStartOfAFilterWithALimiter() throws Exception {
    programAsks();

    try (ApplicationRuntime early = onProgramThread(ApplicationRuntime::find);
        ApplicationRuntime built = built()) {
      app().filter(new RateLimitFilter(built));

      assertThatThrownBy(() -> app().start())
          .hasMessageContaining(early.starter().orElseThrow() + " has started")
          .hasMessageContaining("install yours before anything asks for a limiter");
    }
  }

  @Test
  void filterUsesTheLimiterThatTheProgramHasInstalled() throws Exception {
    try (ApplicationRuntime built = onProgramThread(() -> built().install())) {
      filter(Map.of()).start();

      assertOneRequestPasses();
      assertThat(onProgramThread(() -> ApplicationRuntime.current(EmbeddedContainerTest.class)))
          .isSameAs(built);
    }
  }

  @Test
  void fileBesideTheLimiterThatTheProgramHasInstalledStopsTheStart() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    try (ApplicationRuntime built = onProgramThread(() -> built().install())) {
      assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
          .contains("configuration /WEB-INF/limitrate.yaml: would be ignored")
          .contains("Remove one of the two");
      assertThat(built.starter()).isEmpty();
    }
  }

  /** The container distinguishes the two applications, so each may have a limiter. */
  @Test
  void programThatAsksBeforeAnAnnouncedApplicationIsNamedInAWarning() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    app().context().addServletContainerInitializer(new RateLimitInitializer());
    programAsks();

    try (LogLines logged = LogLines.of(Application.class);
        ApplicationRuntime early = onProgramThread(ApplicationRuntime::find)) {
      filter(Map.of()).start();

      assertOneRequestPasses();
      assertThat(logged.lines())
          .anyMatch(
              line ->
                  line.startsWith(
                      "WARNING "
                          + early.starter().orElseThrow()
                          + " asked for the limiter before the container announced /app"));
    }
  }
}
