package io.limitrate.servlet;

import static io.limitrate.servlet.WebApp.limit;
import static io.limitrate.servlet.WebApp.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallScope;
import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.internal.servlet.request.HttpCall;
import jakarta.servlet.Filter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitFilterTest {
  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void permitsUpToTheLimitAndRejectsFurtherRequests() throws Exception {
    app.limited(limit("/*", "2/1m", "ip")).servlet("/").start();

    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(429);
    app.pass(Duration.ofSeconds(30));
    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.served()).isEqualTo(3);
  }

  @Test
  void everyLimitedResponseHasRateLimitHeaders() throws Exception {
    app.limited(limit("/api/*", "2/1m", "ip")).servlet("/").start();
    long start = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    HttpResponse<String> admitted = app.get("/api");
    app.get("/api");
    HttpResponse<String> rejected = app.get("/api");
    HttpResponse<String> unlimited = app.get("/other");

    assertThat(admitted.headers().firstValue("X-RateLimit-Limit")).contains("2");
    assertThat(admitted.headers().firstValue("X-RateLimit-Remaining")).contains("1");
    assertThat(admitted.headers().firstValue("X-RateLimit-Reset")).contains("" + (start + 30));
    assertThat(admitted.headers().firstValue("Retry-After")).isEmpty();
    assertThat(rejected.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    assertThat(rejected.headers().firstValue("X-RateLimit-Reset")).contains("" + (start + 60));
    assertThat(rejected.headers().firstValue("Retry-After")).contains("30");
    assertThat(rejected.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(rejected.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(rejected.body()).contains("\"violated-policies\":[\"api\"]");
    assertThat(unlimited.headers().map()).doesNotContainKey("X-RateLimit-Limit");
  }

  @Test
  void tenOfAHundredThreadsGetThrough() throws Exception {
    app.limited(limit("/*", "10/1h", "global")).servlet("/").start();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(app.uri("/")).build();

    List<CompletableFuture<HttpResponse<Void>>> all =
        IntStream.range(0, 100)
            .mapToObj(i -> client.sendAsync(request, BodyHandlers.discarding()))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .filteredOn(status -> status == 200)
        .hasSize(10);
    assertThat(app.served()).isEqualTo(10);
  }

  @Test
  void tenOfAHundredStreamsOfOneConnectionGetThrough() throws Exception {
    app.limited(limit("/*", "10/1h", "ip")).servlet("/").start();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest request = HttpRequest.newBuilder(app.uri("/")).build();
    client.send(request, BodyHandlers.discarding());

    List<HttpResponse<Void>> all =
        IntStream.range(0, 99)
            .mapToObj(i -> client.sendAsync(request, BodyHandlers.discarding()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(all).allMatch(response -> response.version() == HttpClient.Version.HTTP_2);
    assertThat(all).filteredOn(response -> response.statusCode() == 200).hasSize(9);
  }

  @Test
  void allMethodsReachTheirRule() throws Exception {
    Configuration.Builder configuration = WebApp.configuration();
    Policy get = policy("get", "1/1h", "ip");
    Policy post = policy("post", "1/1h", "ip");
    configuration.policy(get).policy(post);
    configuration.rule(new Rule.Limit("/*", Set.of("GET"), List.of(get)));
    configuration.rule(new Rule.Limit("/*", Set.of("POST"), List.of(post)));
    app.limited(configuration).servlet("/").start();

    assertThat(app.raw("HEAD", "/app/")).isEqualTo(200);
    assertThat(app.raw("GET", "/app/")).isEqualTo(429);
    assertThat(app.raw("HEAD", "/app/")).isEqualTo(429);
    assertThat(app.raw("post", "/app/", "Content-Length: 0")).isEqualTo(200);
    assertThat(app.raw("POST", "/app/", "Content-Length: 0")).isEqualTo(429);
    assertThat(app.raw("OPTIONS", "/app/")).isEqualTo(200);
  }

  @Test
  void exemptPathIsNotCounted() throws Exception {
    app.limited(limit("/*", "1/1h", "ip").exempt("/health")).servlet("/").start();

    assertThat(app.get("/health").statusCode()).isEqualTo(200);
    assertThat(app.get("/health").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(429);
  }

  @Test
  void rejectedRequestIsNotChargedByOtherPolicies() throws Exception {
    app.limited(limit("/*", "100/1h", "ip").limit("/checkout", policy("checkout", "1/1h", "ip")))
        .servlet("/")
        .start();

    app.get("/checkout");
    app.get("/checkout");

    assertThat(app.get("/").headers().firstValue("X-RateLimit-Remaining")).contains("98");
  }

  @Test
  void applicationSettlesTheUnitsThatItUsed() throws Exception {
    Policy tokens = Policy.builder("tokens").quotas("100/1h").cost(call -> 60).build();
    app.limited(WebApp.configuration().limit("/*", tokens))
        .servlet(
            "/",
            (request, response) -> {
              HttpCall call = (HttpCall) request.getAttribute("io.limitrate.call");
              response.getWriter().print(call.ledger().settle("tokens", 10));
            })
        .start();

    assertThat(app.get("/").body()).isEqualTo("true");
    assertThat(app.get("/").headers().firstValue("X-RateLimit-Remaining")).contains("30");
  }

  @Test
  void laterVerdictUpdatesTheHeaders() throws Exception {
    Policy method = Policy.builder("method").quotas("3/1h").build();
    app.limited(limit("/*", "100/1h", "ip"))
        .servlet(
            "/",
            (request, response) ->
                app.application().limiter().check(CallScope.current(), List.of(method)))
        .start();

    HttpResponse<String> response = app.get("/");

    assertThat(response.headers().allValues("X-RateLimit-Limit")).containsExactly("3");
    assertThat(response.headers().firstValue("X-RateLimit-Remaining")).contains("2");
  }

  @Test
  void scopeOfTheThreadIsRestored() throws Exception {
    List<Object> seen = new ArrayList<>();
    Filter outer =
        (request, response, chain) -> {
          chain.doFilter(request, response);
          seen.add(CallScope.current() == null);
        };
    app.filter(outer)
        .limited(WebApp.configuration())
        .servlet(
            "/", (request, response) -> seen.add(CallScope.current() == HttpCall.find(request)))
        .start();

    app.get("/");

    assertThat(seen).containsExactly(true, true);
  }

  @Test
  void secondFilterChargesNothing() throws Exception {
    app.limited(limit("/*", "2/1h", "ip"));
    app.context().addFilter(new FilterHolder(new RateLimitFilter()), "/*", WebApp.ALL);
    app.servlet("/").start();

    assertThat(app.get("/").headers().firstValue("X-RateLimit-Remaining")).contains("1");
  }
}
