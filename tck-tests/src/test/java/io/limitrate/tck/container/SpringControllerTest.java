package io.limitrate.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.ContractWar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login in a Spring MVC controller. Its {@code ResponseEntity} commits the response. */
class SpringControllerTest {
  private static final String LOGIN =
      """
      store: { ehcache: { maxEntries: 1000 } }
      logins:
        main: { paths: [/mvc/login], outcome: { success: [200] }, device: { secure: false } }
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private SpringBoot spring;
  private URI root;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    spring = new SpringBoot(directory, List.of());
    ContractWar war =
        ContractWar.login()
            .with(Jars.copied("jersey3", "tomcat10", "spring-boot"))
            .with("WEB-INF/limitrate.yaml", LOGIN);
    root = spring.deploy("app", war.write(directory, "app"));
  }

  @AfterEach
  void stop() {
    spring.close();
  }

  private HttpResponse<String> login(String password) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(root + "/mvc/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("username=alice&password=" + password))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void successOfAControllerMakesTheBrowserKnown() throws Exception {
    HttpResponse<String> success = login("right");
    assertThat(success.body()).isEqualTo("welcome alice");
    assertThat(success.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(cookie -> assertThat(cookie).startsWith("limitrate-device-main="));

    HttpResponse<String> failure = login("wrong");
    assertThat(failure.statusCode()).isEqualTo(401);
    assertThat(failure.headers().firstValue("Set-Cookie")).isEmpty();
  }
}
