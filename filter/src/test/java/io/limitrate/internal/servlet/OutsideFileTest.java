package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.DeployedDirectory;
import io.limitrate.servlet.FailedStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration file outside of the application's archive. */
class OutsideFileTest extends DeployedDirectory {
  private static final String PROPERTY = "limitrate[/app].config";
  private static final String TWO_AN_HOUR = ONE_AN_HOUR.replace("1/1h", "2/1h");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @TempDir private Path elsewhere;
  private Path file;

  @BeforeEach
  void writeFile() throws Exception {
    file = Files.writeString(elsewhere.resolve("limits.yaml"), ONE_AN_HOUR);
  }

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void aFileThatThePropertyNamesReplacesTheFileThatTheFilterNames() throws Exception {
    System.setProperty(PROPERTY, file.toString());
    filter(Map.of("config", "none")).start();

    assertOneRequestPasses();
  }

  @Test
  void aPropertyThatNamesNoFileStopsTheDeployment() {
    System.setProperty(PROPERTY, elsewhere.resolve("no.yaml").toString());

    assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
        .contains("system property " + PROPERTY + " \"")
        .contains("no.yaml\": there is no such file");
  }

  @Test
  void aChangedFileTakesEffectWithoutARestart() throws Exception {
    filter(Map.of("config", file.toString())).start();
    assertOneRequestPasses();

    Files.writeString(file, TWO_AN_HOUR);

    long startNanos = System.nanoTime();
    while (app().get("/").statusCode() != 200) {
      assertThat(System.nanoTime() - startNanos).isLessThan(LONGEST_WAIT.toNanos());
    }
    assertThat(app().get("/").statusCode()).isEqualTo(429);
  }

  @Test
  void aRequestUnderWayKeepsItsApplication() throws Exception {
    List<Application> seen = new ArrayList<>();
    app()
        .servlet(
            "/reload",
            (request, response) -> {
              seen.add(HttpCall.find(request).application());
              Files.writeString(file, TWO_AN_HOUR);
              Limitrate.current().reload();
              seen.add(HttpCall.find(request).application());
            });
    filter(Map.of("config", file.toString())).start();

    assertThat(app().get("/reload").statusCode()).isEqualTo(200);

    assertThat(seen.get(1)).isSameAs(seen.get(0));
    assertThat(app().get("/").statusCode()).isEqualTo(200);
    assertThat(app().get("/").statusCode()).isEqualTo(429);
  }
}
