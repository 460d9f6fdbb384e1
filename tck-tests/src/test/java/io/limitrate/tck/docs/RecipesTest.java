package io.limitrate.tck.docs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Counts;
import com.acme.Crawler;
import io.limitrate.servlet.RateLimitFilter;
import io.limitrate.tck.Jetty;
import io.limitrate.tck.woven.Mails;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs each recipe of docs/recipes.md and compares the result with the text of the page. */
class RecipesTest {
  private static final String PROPERTY = "limitrate.policies.api.quotas";
  private static final String FORWARDED = "X-Forwarded-For";

  @AfterEach
  void forgetTheProperty() {
    System.clearProperty(PROPERTY);
  }

  /** The name of a recipe's test begins with the heading of the recipe. */
  @Test
  void everyRecipeHasATest() {
    List<String> tests =
        Arrays.stream(RecipesTest.class.getDeclaredMethods())
            .map(method -> method.getName().toLowerCase(Locale.ROOT))
            .toList();

    assertThat(Recipes.headings())
        .isNotEmpty()
        .allSatisfy(
            heading ->
                assertThat(tests)
                    .anyMatch(
                        test ->
                            test.startsWith(
                                heading.replaceAll("\\W", "").toLowerCase(Locale.ROOT))));
  }

  @Test
  void aLooserLimitForOnePath_holdsThereAlone() throws Exception {
    try (var app = RecipeApplication.of("A looser limit for one path")) {
      assertThat(app.gets(3, "/api/orders")).containsExactly(200, 200, 429);
      assertThat(app.gets(6, "/api/reports")).containsExactly(200, 200, 200, 200, 200, 429);
    }
  }

  @Test
  void clientsThatAreNeverLimited_areOnTheListAllow() throws Exception {
    try (var app = RecipeApplication.of("Clients that are never limited")) {
      assertThat(app.gets(50, "/", FORWARDED, "203.0.113.7")).containsOnly(200);
      assertThat(app.gets(50, "/", FORWARDED, "2001:db8:7::99")).containsOnly(200);
      assertThat(app.gets(3, "/", FORWARDED, "203.0.113.8")).containsExactly(200, 200, 429);
    }
  }

  @Test
  void aReserveForSomeCallers_staysWhenTheOthersHaveUsedTheirPart() throws Exception {
    try (var app = RecipeApplication.of("A reserve for some callers")) {
      assertThat(app.gets(8, "/orders")).containsOnly(200);
      assertThat(app.gets(5, "/orders")).containsOnly(429);
      assertThat(app.gets(3, "/orders", "X-Api-Key", "checkout-5d1e"))
          .containsExactly(200, 200, 429);
    }
  }

  @Test
  void bots_haveLessThanPeople() throws Exception {
    try (var app = RecipeApplication.of("Bots")) {
      assertThat(app.gets(2, "/", "User-Agent", "ExampleBot/1.0")).containsExactly(200, 429);
    }
    try (var app = RecipeApplication.of("Bots")) {
      assertThat(app.gets(6, "/", "User-Agent", "Mozilla/5.0"))
          .containsExactly(200, 200, 200, 200, 200, 429);
    }
  }

  @Test
  void onlyFailedRequests_countAgainstAScanner() throws Exception {
    try (var app = RecipeApplication.of("Only failed requests")) {
      assertThat(app.gets(20, "/")).containsOnly(200);
      assertThat(app.gets(4, "/missing")).containsExactly(404, 404, 404, 429);
      assertThat(app.gets(1, "/")).containsExactly(429);
    }
  }

  @Test
  void officeHoursAndASale_haveTheirOwnQuotas() throws Exception {
    try (var app = RecipeApplication.of("Office hours and a sale")) {
      app.at("2026-11-26T07:15:00Z");
      assertThat(app.gets(1, "/")).containsExactly(200);
      app.at("2026-11-26T07:30:00Z");
      assertThat(app.gets(2, "/")).containsExactly(200, 429);
      app.at("2026-11-26T22:30:00Z");
      assertThat(app.gets(4, "/")).containsExactly(200, 200, 200, 429);
      app.at("2026-11-26T23:00:00Z");
      assertThat(app.gets(6, "/")).containsExactly(200, 200, 200, 200, 200, 429);
    }
  }

  @Test
  void uploadsBySize_costTheirBytes() throws Exception {
    try (var app = RecipeApplication.of("Uploads by size")) {
      assertThat(app.send("POST", "/upload", bytes(3_000)).statusCode()).isEqualTo(200);
      assertThat(app.send("POST", "/upload", chunked(10)).statusCode()).isEqualTo(200);
      assertThat(app.send("POST", "/upload", bytes(3_001)).statusCode()).isEqualTo(429);
      assertThat(app.send("POST", "/upload", bytes(3_000)).statusCode()).isEqualTo(200);
    }
  }

  private static BodyPublisher bytes(int count) {
    return BodyPublishers.ofByteArray(new byte[count]);
  }

  private static BodyPublisher chunked(int count) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[count]));
  }

  @Test
  void tenantsWithTiers_haveTheTierOfTheirKey() throws Exception {
    try (var app = RecipeApplication.of("Tenants with tiers")) {
      assertThat(app.gets(4, "/", "X-Api-Key", "key-of-acme")).containsExactly(200, 200, 200, 429);
      assertThat(app.gets(2, "/", "X-Api-Key", "unknown")).containsExactly(200, 429);
    }
  }

  @Test
  void behindNginx_clientsAreCountedByTheAddressThatNginxAdds() throws Exception {
    try (var app = RecipeApplication.of("Behind nginx")) {
      assertThat(app.gets(3, "/", FORWARDED, "203.0.113.1")).containsExactly(200, 200, 429);
      assertThat(app.gets(1, "/", FORWARDED, "198.51.100.9, 203.0.113.1")).containsExactly(429);
      assertThat(app.gets(1, "/", FORWARDED, "203.0.113.2")).containsExactly(200);
    }
  }

  @Test
  void behindACloudLoadBalancer_theFirstForeignAddressFromTheRightCounts() throws Exception {
    try (var app = RecipeApplication.of("Behind a cloud load balancer")) {
      String[] twoProxies = {FORWARDED, "1.2.3.4, 203.0.113.1, 10.0.0.9"};

      assertThat(app.gets(3, "/", twoProxies)).containsExactly(200, 200, 429);
      assertThat(app.gets(1, "/", FORWARDED, "203.0.113.1")).containsExactly(429);
    }
  }

  @Test
  void annotationsOnly_needNoFile() throws Exception {
    Mails mails = new Mails();
    try (Jetty jetty = Jetty.start((classes, context) -> annotationsOnly(context, mails))) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(jetty.root() + "/")).build();
      HttpClient client = HttpClient.newHttpClient();

      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(429);
    }
  }

  private static void annotationsOnly(ServletContext context, Mails mails) {
    FilterRegistration.Dynamic filter = context.addFilter("rate-limit", RateLimitFilter.class);
    filter.setInitParameter("config", "none");
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    context
        .addServlet(
            "mails",
            new HttpServlet() {
              private static final long serialVersionUID = 1L;

              @Override
              protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                mails.send();
              }
            })
        .addMapping("/");
  }

  @Test
  void countersForPrometheus_tellPermittedAndRejectedRequests() throws Exception {
    try (var app = RecipeApplication.of("Counters for Prometheus")) {
      app.gets(3, "/");

      assertThat(Counts.text().lines())
          .startsWith("# TYPE limitrate_decisions_total counter")
          .contains("limitrate_decisions_total{policy=\"counted\",result=\"permitted\"} 1")
          .contains("limitrate_decisions_total{policy=\"counted\",result=\"rejected\"} 2");
    }
  }

  @Test
  void valuesFromTheEnvironment_goOverTheFile() throws Exception {
    System.setProperty(PROPERTY, "2/1m");

    try (var app = RecipeApplication.of("Values from the environment")) {
      assertThat(app.gets(3, "/")).containsExactly(200, 200, 429);
    }
  }

  @Test
  void workOutsideOfRequests_keepsThePaceOfTheBucket() throws Exception {
    try (var app = RecipeApplication.of("Work outside of requests")) {
      Crawler crawler = new Crawler();
      long startNanos = System.nanoTime();

      List<CompletionStage<String>> pages =
          Stream.generate(() -> crawler.readLater(app.uri("/"))).limit(3).toList();

      for (CompletionStage<String> page : pages) {
        assertThat(page.toCompletableFuture().get(30, SECONDS)).isEqualTo(app.get("/").body());
      }
      assertThat(crawler.read(app.uri("/"))).isEqualTo(app.get("/").body());
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
          .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }
  }

  @Test
  void aMonth_isAWindowOfTheCalendar() throws Exception {
    try (var app = RecipeApplication.of("A month")) {
      assertThat(app.gets(4, "/", "X-Api-Key", "one")).containsExactly(200, 200, 200, 429);
      HttpResponse<String> rejected = app.get("/", "X-Api-Key", "one");

      long reset = rejected.headers().firstValueAsLong("X-RateLimit-Reset").orElseThrow();
      ZonedDateTime end = Instant.ofEpochSecond(reset).atZone(ZoneId.of("Europe/Berlin"));
      assertThat(end.getDayOfMonth()).isEqualTo(Math.min(31, end.toLocalDate().lengthOfMonth()));
      assertThat(end.toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
    }
  }

  @Test
  void cors_showsARejectionToScriptsOfOtherOrigins() throws Exception {
    Filter cors =
        (request, response, chain) -> {
          ((HttpServletResponse) response).setHeader("Access-Control-Allow-Origin", "*");
          chain.doFilter(request, response);
        };
    try (var app = RecipeApplication.of("CORS", cors)) {
      app.get("/");
      HttpResponse<String> rejected = app.get("/", "Origin", "https://shop.example");

      assertThat(rejected.statusCode()).isEqualTo(429);
      assertThat(rejected.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
          .contains("X-RateLimit-Remaining", "Retry-After");
    }
  }

  @Test
  void aPageOfYourOwnFor429_isShownToBrowsers() throws Exception {
    try (var app = RecipeApplication.of("A page of your own for 429")) {
      app.get("/");
      HttpResponse<String> page = app.get("/", "Accept", "text/html");
      HttpResponse<String> problem = app.get("/");

      assertThat(page.statusCode()).isEqualTo(429);
      assertThat(page.body()).isEqualTo("/limited.html");
      assertThat(page.headers().firstValue("Retry-After")).isPresent();
      assertThat(problem.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/problem+json");
    }
  }

  @Test
  void graphQl_costsWhatAQueryAsksFor() throws Exception {
    try (var app = RecipeApplication.of("GraphQL")) {
      assertThat(query(app, "{\"variables\":{\"first\":85}}")).isEqualTo(200);
      assertThat(query(app, "{\"query\":\"{ me { name } }\"}")).isEqualTo(200);
      assertThat(query(app, "{\"variables\":{\"first\":6}}")).isEqualTo(429);
      assertThat(query(app, "{\"variables\":{\"first\":5}}")).isEqualTo(200);
    }
  }

  private static int query(RecipeApplication app, String json) throws Exception {
    return app.send(
            "POST", "/graphql", BodyPublishers.ofString(json), "Content-Type", "application/json")
        .statusCode();
  }

  @Test
  void webSockets_areLimitedByTheirHandshakes() throws Exception {
    try (var app = RecipeApplication.of("WebSockets")) {
      String[] handshake = {"Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "dGVzdHRlc3Q="};

      assertThat(app.gets(3, "/socket", handshake)).containsExactly(200, 200, 429);
    }
  }

  @Test
  void healthChecks_areNotCounted() throws Exception {
    try (var app = RecipeApplication.of("Health checks")) {
      assertThat(app.gets(20, "/health")).containsOnly(200);
      assertThat(app.gets(2, "/")).containsExactly(200, 429);
    }
  }
}
