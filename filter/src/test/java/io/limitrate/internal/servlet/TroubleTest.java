package io.limitrate.internal.servlet;

import static io.limitrate.servlet.WebApp.limit;
import static io.limitrate.servlet.WebApp.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.FailureRule;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TroubleTest {
  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
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

  static List<Throwable> troubles() {
    return List.of(new IllegalStateException("gone"), new NoClassDefFoundError("gone"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void policyThatCannotCountAnswers503WhereItsRuleSaysSo(Throwable trouble) throws Exception {
    Policy closed =
        Policy.builder("x")
            .quotas("1/1h")
            .failure(FailureRule.CLOSED)
            .cost(call -> failing(trouble))
            .build();
    app.limited(WebApp.configuration().limit("/*", closed)).servlet("/").start();

    HttpResponse<String> rejected = app.get("/");

    assertThat(rejected.statusCode()).isEqualTo(503);
    assertThat(rejected.headers().firstValue("Retry-After")).contains("1");
    assertThat(app.served()).isZero();
  }

  private static long failing(Throwable trouble) {
    if (trouble instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) trouble;
  }

  @Test
  void uncaughtRejectionIsAnswered() throws Exception {
    Policy method = policy("method", "1/1h", "global");
    app.limited(WebApp.configuration())
        .servlet(
            "/plain",
            (request, response) -> {
              response.getWriter().write("partial");
              throw exceeded(method);
            })
        .start();
    take(method);

    HttpResponse<String> rejected = app.get("/plain");

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().firstValue("Retry-After")).contains("3600");
    assertThat(rejected.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    assertThat(rejected.body()).startsWith("{").contains("\"violated-policies\":[\"method\"]");
  }

  @Test
  void rejectionIsRecognisedAsACause() throws Exception {
    Policy method = policy("method", "1/1h", "global");
    Filter wrapping =
        (request, response, chain) -> {
          throw new ServletException(new IllegalStateException(exceeded(method)));
        };
    app.limited(WebApp.configuration()).filter(wrapping).servlet("/").start();
    take(method);

    assertThat(app.get("/").statusCode()).isEqualTo(429);
  }

  private void take(Policy policy) {
    app.application().limiter().check(new Call() {}, List.of(policy));
  }

  private RateLimitExceededException exceeded(Policy policy) {
    return new RateLimitExceededException(
        app.application().limiter().check(CallScope.current(), List.of(policy)));
  }

  @Test
  void otherExceptionsOfTheApplicationArePassedOn() throws Exception {
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
}
