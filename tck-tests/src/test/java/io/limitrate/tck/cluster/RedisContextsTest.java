package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.servlet.RateLimitFilter;
import io.limitrate.tck.Jetty;
import io.limitrate.tck.RedisServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two contexts of one server, with the same configuration and the same Redis server. */
class RedisContextsTest {
  private static final String YAML =
      """
      store:
        redis:
          address: "%s"
          secret: 00112233445566778899aabbccddeeff
          timeout: 5s
          %s
      policies:
        all: { quotas: 3/1000h, key: global, exact: true, failure: closed }
      rules:
        - { path: /*, policies: all }
      """;

  private static RedisServer redis;

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void haveCountersOfTheirOwnUnlessANamespaceIsConfigured() throws Exception {
    Path file = configuration("");

    try (Jetty jetty = Jetty.start(Map.of("/shop", with(file), "/bank", with(file)))) {
      assertThat(statuses(jetty.at("/shop"))).containsExactly(200, 200, 200, 429);
      assertThat(statuses(jetty.at("/bank"))).containsExactly(200, 200, 200, 429);
    }
  }

  @Test
  void shareCountersInOneNamespace() throws Exception {
    Path file = configuration("namespace: both");

    try (Jetty jetty = Jetty.start(Map.of("/shop", with(file), "/bank", with(file)))) {
      assertThat(statuses(jetty.at("/shop"))).containsExactly(200, 200, 200, 429);
      assertThat(statuses(jetty.at("/bank"))).containsExactly(429, 429, 429, 429);
    }
  }

  private Path configuration(String namespace) {
    return Stores.write(directory, "limitrate.yaml", YAML.formatted(redis.address(), namespace));
  }

  private static ServletContainerInitializer with(Path file) {
    return (classes, context) -> register(context, file);
  }

  private static void register(ServletContext context, Path file) {
    FilterRegistration.Dynamic filter = context.addFilter("limitrate", RateLimitFilter.class);
    filter.setInitParameter("config", file.toString());
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    context.addServlet("empty", new Empty()).addMapping("/");
  }

  private List<Integer> statuses(URI context) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(context + "/")).build();
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      statuses.add(client.send(request, BodyHandlers.discarding()).statusCode());
    }
    return statuses;
  }

  /** Answers 200. */
  private static final class Empty extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }
}
