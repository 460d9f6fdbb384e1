package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Policy;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.servlet.DeployedDirectory;
import io.limitrate.servlet.FailedStart;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest extends DeployedDirectory {
  @Test
  void fileInWebInfIsFound() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    filter(Map.of()).start();

    assertOneRequestPasses();
  }

  @Test
  void fileOnTheClassPathIsFound() throws Exception {
    write("classes/limitrate.yaml", ONE_AN_HOUR);
    filter(Map.of()).start();

    assertOneRequestPasses();
  }

  @Test
  void fileThatIsNamedIsTaken() throws Exception {
    write("WEB-INF/limitrate.yaml", "");
    write("WEB-INF/mine.yaml", ONE_AN_HOUR);
    filter(Map.of("config", "/WEB-INF/mine.yaml")).start();

    assertOneRequestPasses();
  }

  @Test
  void resourceThatIsNamedIsTaken() throws Exception {
    write("classes/mine.yaml", ONE_AN_HOUR);
    filter(Map.of("config", "classpath:mine.yaml")).start();

    assertOneRequestPasses();
  }

  @Test
  void fileOutsideOfTheApplicationIsTaken(@TempDir Path elsewhere) throws Exception {
    Path file = Files.writeString(elsewhere.resolve("mine.yaml"), ONE_AN_HOUR);
    filter(Map.of("config", file.toString())).start();

    assertOneRequestPasses();
  }

  @Test
  void secondFilterSharesTheLimiterOfTheFirst() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    filter(Map.of());
    filter(Map.of()).start();

    assertOneRequestPasses();
  }

  @Test
  void applicationMayBringItsLimiter() throws Exception {
    Policy site = Policy.builder("site").quotas("1/1h").build();
    ApplicationRuntime own =
        ApplicationRuntime.start(WebApp.configuration().limit("/*", site).build());
    app().context().addServletContainerInitializer((classes, context) -> own.install());
    filter(Map.of()).start();

    assertOneRequestPasses();
    own.close();
  }

  @Test
  void applicationWithoutConfigurationDoesNotStart() {
    assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
        .contains("WEB-INF/limitrate.yaml")
        .contains("policies:");
  }

  /** An application that only annotations limit. */
  @Test
  void applicationWithTheConfigurationNoneStarts() throws Exception {
    filter(Map.of("config", "none")).start();

    assertThat(app().get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void emptyFileIsAConfiguration() throws Exception {
    write("WEB-INF/limitrate.yaml", "");
    filter(Map.of()).start();

    assertThat(app().get("/").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEB-INF/limitrate.yml", "classes/limitrate.yml"})
  void fileWithNearlyTheRightNameStopsTheDeployment(String file) throws Exception {
    write(file, ONE_AN_HOUR);

    assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
        .contains("limitrate.yml: must be named limitrate.yaml");
  }

  @ParameterizedTest
  @CsvSource({
    "META-INF/limitrate.yaml,         /META-INF/limitrate.yaml: Limitrate reads no file",
    "WEB-INF/config/limitrate.yml,    /WEB-INF/config/limitrate.yml: Limitrate reads no file",
    "classes/WEB-INF/limitrate.yml,   classpath:WEB-INF/limitrate.yml: Limitrate reads no file",
    "classes/META-INF/limitrate.yaml, classpath:META-INF/limitrate.yaml: Limitrate reads no file",
    "classes/config/limitrate.yaml,   classpath:config/limitrate.yaml: Limitrate reads no file",
    "limitrate.yaml,                  'at this place, and clients can download the file: move'",
  })
  void misplacedFileStopsTheDeployment(String file, String message) throws Exception {
    write(file, ONE_AN_HOUR);

    assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
        .contains(message)
        .contains("move the file to WEB-INF/limitrate.yaml");
  }

  @Test
  void misplacedFileStopsAnApplicationWithoutAFilter() throws Exception {
    write("META-INF/limitrate.yaml", ONE_AN_HOUR);
    app().context().addServletContainerInitializer(new RateLimitInitializer());
    app()
        .context()
        .addServletContainerInitializer((classes, context) -> WebDeployment.runtime(context));

    assertThatThrownBy(() -> app().start())
        .hasStackTraceContaining("/META-INF/limitrate.yaml: Limitrate reads no file");
  }

  @Test
  void misplacedFileIsIgnoredIfTheFilterNamesAConfiguration() throws Exception {
    write("META-INF/limitrate.yaml", "broken: true");
    write("classes/config/limitrate.yaml", ONE_AN_HOUR);
    filter(Map.of("config", "classpath:config/limitrate.yaml")).start();

    assertOneRequestPasses();
  }

  @Test
  void applicationWhoseConfigurationIsMissingDoesNotStart() {
    assertThat(FailedStart.reason(() -> filter(Map.of("config", "/WEB-INF/no.yaml")).start()))
        .contains("config \"/WEB-INF/no.yaml\": there is no such file");
  }

  @Test
  void applicationWithWrongConfigurationDoesNotStartAndNamesAllErrors() throws Exception {
    write(
        "WEB-INF/limitrate.yaml",
        """
        policies:
          site: { key: ip, quotas: 5/0s }
        rules:
          - { path: /*, policies: [other] }
        """);

    assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
        .contains("limitrate.yaml:2:")
        .contains("limitrate.yaml:4:");
  }

  @Test
  void unknownQueueModeStopsTheStart() {
    assertThatThrownBy(() -> filter(Map.of("queue", "maybe")).start())
        .isInstanceOf(ServletException.class)
        .hasMessage("queue \"maybe\": must be thread or dispatch");
  }

  @Test
  void limiterEndsWithTheApplication() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    filter(Map.of()).start();
    app().close();

    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(app().context().getClassLoader());
    try {
      assertThat(ApplicationRuntime.find()).isNull();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
