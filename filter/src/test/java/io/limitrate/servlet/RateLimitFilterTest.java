package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallScope;
import io.limitrate.FailureRule;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import io.limitrate.Verdict;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.identity.Cidr;
import io.limitrate.identity.TrustedProxies;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
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

  private static Policy policy(String name, String quotas, String key) {
    return Policy.builder(name).quotas(quotas).key(key).build();
  }

  private static Configuration.Builder limit(String path, String quotas, String key) {
    return WebApp.configuration().limit(path, policy("api", quotas, key));
  }

  @Test
  void admitsUpToTheLimitAndRefusesWhatExceedsIt() throws Exception {
    app.limited(limit("/*", "2/1m", "ip")).servlet("/").start();

    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(429);
    app.pass(Duration.ofSeconds(30));
    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.served()).isEqualTo(3);
  }

  @Test
  void everyLimitedResponseTellsWhereTheClientStands() throws Exception {
    app.limited(limit("/api/*", "2/1m", "ip")).servlet("/").start();
    long start = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    HttpResponse<String> admitted = app.get("/api");
    app.get("/api");
    HttpResponse<String> refused = app.get("/api");
    HttpResponse<String> unlimited = app.get("/other");

    assertThat(admitted.headers().firstValue("X-RateLimit-Limit")).contains("2");
    assertThat(admitted.headers().firstValue("X-RateLimit-Remaining")).contains("1");
    assertThat(admitted.headers().firstValue("X-RateLimit-Reset")).contains("" + (start + 30));
    assertThat(admitted.headers().firstValue("Retry-After")).isEmpty();
    assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    assertThat(refused.headers().firstValue("X-RateLimit-Reset")).contains("" + (start + 60));
    assertThat(refused.headers().firstValue("Retry-After")).contains("30");
    assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.body()).contains("\"violated-policies\":[\"api\"]");
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
  void refusedRequestBurnsNothingOfOtherPolicies() throws Exception {
    app.limited(limit("/*", "100/1h", "ip").limit("/checkout", policy("checkout", "1/1h", "ip")))
        .servlet("/")
        .start();

    app.get("/checkout");
    app.get("/checkout");

    assertThat(app.get("/").headers().firstValue("X-RateLimit-Remaining")).contains("98");
  }

  @Test
  void userIsCountedWhateverTheAddress() throws Exception {
    Filter login =
        (request, response, chain) ->
            chain.doFilter(new LoggedIn((HttpServletRequest) request), response);
    app.filter(login).limited(limit("/*", "1/1h", "user | ip")).servlet("/").start();

    assertThat(app.get("/", "X-User", "ann").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-User", "ann").statusCode()).isEqualTo(429);
    assertThat(app.get("/", "X-User", "bob").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-User", "127.0.0.1").statusCode()).isEqualTo(200);
  }

  private static final class LoggedIn extends HttpServletRequestWrapper {
    LoggedIn(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRemoteUser() {
      return getHeader("X-User");
    }
  }

  @Test
  void sessionIsCountedAndNoneIsMade() throws Exception {
    app.limited(limit("/*", "2/1h", "session"))
        .servlet("/", (request, response) -> {})
        .servlet("/login", (request, response) -> request.getSession())
        .start();
    String cookie =
        app.get("/login").headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

    assertThat(app.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(app.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(app.get("/", "Cookie", cookie).statusCode()).isEqualTo(429);
    assertThat(app.get("/").headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void headerCookieQueryPathAndEndpointAreKeys() throws Exception {
    Configuration.Builder configuration = WebApp.configuration();
    for (String key : List.of("header:K", "cookie:k", "query:k", "path:k", "endpoint")) {
      String name = key.replace(":", "-");
      configuration.limit("/" + name + "/{k}", policy(name, "1/1h", key));
    }
    app.limited(configuration).servlet("/").start();

    assertThat(statuses(List.of("/header-K/1"), "K", "a", "b")).containsExactly(200, 429, 200);
    assertThat(statuses(List.of("/cookie-k/1"), "Cookie", "k=a", "x=1; k=b"))
        .containsExactly(200, 429, 200);
    assertThat(statuses(List.of("/query-k/1?k=a", "/query-k/1?x=1&k=%61", "/query-k/1?k=b")))
        .containsExactly(200, 429, 200);
    assertThat(statuses(List.of("/path-k/a", "/path-k/%61", "/path-k/b")))
        .containsExactly(200, 429, 200);
    assertThat(statuses(List.of("/endpoint/a", "/endpoint/b"))).containsExactly(200, 429);
  }

  /** The first header value is sent twice. */
  private List<Integer> statuses(List<String> paths, String... header) {
    List<Integer> statuses = new ArrayList<>();
    for (String path : paths) {
      if (header.length == 0) {
        statuses.add(app.get(path).statusCode());
      } else {
        statuses.add(app.get(path, header[0], header[1]).statusCode());
        statuses.add(app.get(path, header[0], header[1]).statusCode());
        statuses.add(app.get(path, header[0], header[2]).statusCode());
      }
    }
    return statuses;
  }

  @Test
  void clientCannotChooseItsAddress() throws Exception {
    app.limited(limit("/*", "1/1h", "ip")).servlet("/").start();

    assertThat(app.get("/", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-Forwarded-For", "192.0.2.2").statusCode()).isEqualTo(429);
  }

  @Test
  void trustedProxyNamesItsClient() throws Exception {
    TrustedProxies loopback = TrustedProxies.of(List.of(Cidr.parse("127.0.0.1")));
    app.limited(limit("/*", "1/1h", "ip").proxies(loopback)).servlet("/").start();

    assertThat(app.get("/", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-Forwarded-For", "192.0.2.2").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-Forwarded-For", "6.6.6.6, 192.0.2.2").statusCode()).isEqualTo(429);
  }

  @Test
  void limiterThatFailsLetsRequestsPass() throws Exception {
    Policy unresolvable =
        Policy.builder("x")
            .quotas("1/1h")
            .cost(
                call -> {
                  throw new NoClassDefFoundError("gone");
                })
            .build();
    app.limited(WebApp.configuration().limit("/*", unresolvable)).servlet("/").start();

    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void policyThatCannotCountAnswers503WhereItsRuleSaysSo() throws Exception {
    Policy closed =
        Policy.builder("x")
            .quotas("1/1h")
            .failure(FailureRule.CLOSED)
            .cost(
                call -> {
                  throw new IllegalStateException("gone");
                })
            .build();
    app.limited(WebApp.configuration().limit("/*", closed)).servlet("/").start();

    HttpResponse<String> refused = app.get("/");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(app.served()).isZero();
  }

  @Test
  void applicationSettlesWhatItUsed() throws Exception {
    Policy tokens = Policy.builder("tokens").quotas("100/1h").cost(call -> 60).build();
    app.limited(WebApp.configuration().limit("/*", tokens))
        .servlet(
            "/",
            (request, response) -> {
              HttpCall.find(request).ledger().settle("tokens", 10);
              response
                  .getWriter()
                  .print(request.getAttribute("io.limitrate.verdict") instanceof Verdict);
            })
        .start();

    assertThat(app.get("/").body()).isEqualTo("true");
    assertThat(app.get("/").headers().firstValue("X-RateLimit-Remaining")).contains("30");
  }

  @Test
  void refusalThatNobodyCaughtBecomesAnAnswer() throws Exception {
    Policy method = Policy.builder("method").quotas("1/1h").build();
    app.limited(WebApp.configuration())
        .servlet(
            "/plain",
            (request, response) -> {
              response.getWriter().write("partial");
              throw exceeded(method);
            })
        .start();
    take(method);

    HttpResponse<String> refused = app.get("/plain");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("3600");
    assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    assertThat(refused.body()).startsWith("{").contains("\"violated-policies\":[\"method\"]");
  }

  @Test
  void refusalIsRecognisedAsACause() throws Exception {
    Policy method = Policy.builder("method").quotas("1/1h").build();
    Filter wrapping =
        (request, response, chain) -> {
          throw new ServletException(new IllegalStateException(exceeded(method)));
        };
    app.limited(WebApp.configuration()).filter(wrapping).servlet("/").start();
    take(method);

    assertThat(app.get("/").statusCode()).isEqualTo(429);
  }

  private void take(Policy policy) {
    app.limitrate().limiter().check(io.limitrate.Ledger::new, List.of(policy));
  }

  private RateLimitExceededException exceeded(Policy policy) {
    return new RateLimitExceededException(
        app.limitrate().limiter().check(CallScope.current(), List.of(policy)));
  }

  @Test
  void whatTheApplicationThrowsIsTheApplications() throws Exception {
    List<Throwable> seen = new ArrayList<>();
    Filter outer =
        (request, response, chain) -> {
          try {
            chain.doFilter(request, response);
          } catch (IllegalStateException | ServletException e) {
            seen.add(e);
          }
        };
    IllegalStateException mine = new IllegalStateException("mine");
    app.filter(outer)
        .limited(limit("/*", "9/1h", "ip"))
        .servlet(
            "/",
            (request, response) -> {
              throw mine;
            })
        .start();

    app.get("/");

    assertThat(seen).containsExactly(mine);
  }

  @Test
  void laterVerdictBringsTheHeadersUpToDate() throws Exception {
    Policy method = Policy.builder("method").quotas("3/1h").build();
    app.limited(limit("/*", "100/1h", "ip"))
        .servlet(
            "/",
            (request, response) ->
                app.limitrate().limiter().check(CallScope.current(), List.of(method)))
        .start();

    HttpResponse<String> response = app.get("/");

    assertThat(response.headers().allValues("X-RateLimit-Limit")).containsExactly("3");
    assertThat(response.headers().firstValue("X-RateLimit-Remaining")).contains("2");
  }

  @Test
  void scopeOfTheThreadIsLeftAsItWas() throws Exception {
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
