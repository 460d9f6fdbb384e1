package io.limitrate.internal.response;

import static io.limitrate.config.ResponseSettings.Dialect.IETF;
import static io.limitrate.config.ResponseSettings.Dialect.X_RATELIMIT;
import static io.limitrate.config.ResponseSettings.Dialect.X_RATELIMIT_DELTA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.limitrate.FailureRule;
import io.limitrate.Policy;
import io.limitrate.config.ResponseSettings.Dialect;
import io.limitrate.internal.login.LoginHeaderValues;
import io.limitrate.login.LoginLimits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parametrizable;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RateLimitHeadersTest {
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  private final Limits limits = new Limits();

  @AfterEach
  void close() {
    limits.close();
  }

  private static Policy policy(String name, String quotas) {
    return Policy.builder(name).quotas(quotas).build();
  }

  /** Returns the members of a field, as an independent parser reads them. */
  private static List<Map.Entry<Object, Map<String, Object>>> parse(String field) {
    return Parser.parseList(field).get().stream()
        .map(RateLimitHeadersTest::member)
        .collect(Collectors.toList());
  }

  private static Map.Entry<Object, Map<String, Object>> member(ListElement<?> element) {
    Map<String, Object> parameters =
        ((Parametrizable<?>) element)
            .getParams().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().get()));
    return entry(element.get(), parameters);
  }

  @Test
  void writesLimitRemainingAndReset() {
    Map<String, String> headers = limits.headers(limits.check(policy("api", "10/1m")), X_RATELIMIT);

    assertThat(headers)
        .containsOnly(
            entry("X-RateLimit-Limit", "10"),
            entry("X-RateLimit-Remaining", "9"),
            entry("X-RateLimit-Reset", Long.toString(START + 7))); // 0.5 + 6, rounded up
  }

  @ParameterizedTest
  @EnumSource
  void everyDialectWritesTheHeadersThatItNames(Dialect dialect) {
    RateLimitHeaders writer = new RateLimitHeaders(Limits.settings(dialect));
    Limit five = new Limit(5, Duration.ofMinutes(1));
    Map<String, String> ofLogin = new LinkedHashMap<>();

    writer.write(new LoginHeaderValues("main", five, Duration.ofSeconds(3), START), ofLogin::put);
    Map<String, String> ofPolicy = limits.headers(limits.check(policy("api", "10/1m")), dialect);

    assertThat(ofPolicy).isNotEmpty().containsOnlyKeys(ofLogin.keySet());
    ofPolicy.put("Retry-After", "");
    assertThat(ofPolicy).containsOnlyKeys(writer.names());
  }

  @Test
  void limitOfABucketIsItsBurst() {
    Map<String, String> headers =
        limits.headers(limits.check(policy("api", "10/1s burst 2000")), X_RATELIMIT);

    assertThat(headers)
        .containsEntry("X-RateLimit-Limit", "2000")
        .containsEntry("X-RateLimit-Remaining", "1999");
  }

  @Test
  void resetCanBeInSecondsFromNow() {
    Map<String, String> headers =
        limits.headers(limits.check(policy("api", "10/1m")), X_RATELIMIT_DELTA);

    assertThat(headers).containsEntry("X-RateLimit-Reset", "6");
  }

  @Test
  void headersDescribeTheMostConstrainedPolicy() {
    Map<String, String> headers =
        limits.headers(
            limits.check(policy("wide", "100/1m"), policy("narrow", "3/1m")), X_RATELIMIT);

    assertThat(headers).containsEntry("X-RateLimit-Limit", "3");
  }

  @Test
  void laterVerdictOfARequestCanOnlyTighten() {
    limits.check(policy("narrow", "3/1m"));

    Map<String, String> wide = limits.headers(limits.check(policy("wide", "100/1m")), X_RATELIMIT);
    Map<String, String> narrowest =
        limits.headers(limits.check(policy("narrowest", "1/1m")), X_RATELIMIT);

    assertThat(wide).containsEntry("X-RateLimit-Limit", "3");
    assertThat(narrowest)
        .containsEntry("X-RateLimit-Limit", "1")
        .containsEntry("X-RateLimit-Remaining", "0");
  }

  @Test
  void writesNothingForAShadowPolicy() {
    Policy shadow = Policy.builder("shadow").quotas("1/1m").shadow(true).build();

    assertThat(limits.headers(limits.check(shadow), X_RATELIMIT, IETF)).isEmpty();
  }

  @Test
  void writesNothingForAPolicyThatCouldNotCount() {
    Policy failing =
        Policy.builder("failing")
            .quotas("1/1m")
            .cost(
                call -> {
                  throw new IllegalStateException("no cost");
                })
            .failure(FailureRule.OPEN)
            .build();

    assertThat(limits.headers(limits.check(failing), X_RATELIMIT, IETF)).isEmpty();
  }

  @Test
  void ietfFieldsToTheLetter() {
    Map<String, String> headers =
        limits.headers(
            limits.check(policy("api", "10/1m, 1000/1d"), policy("site", "50/1s")), IETF);

    assertThat(headers)
        .containsOnly(
            entry(
                "RateLimit-Policy",
                "\"api-1m\";q=10;w=60, \"api-1d\";q=1000;w=86400, \"site\";q=50;w=1"),
            entry("RateLimit", "\"api-1m\";r=9;t=6, \"site\";r=49;t=1"));
  }

  @Test
  void callsInFlightHaveTheirQuotaUnitAndNoWindow() {
    Map<String, String> headers =
        limits.headers(limits.check(policy("api", "10/1m, 3 in-flight")), IETF, X_RATELIMIT);

    assertThat(headers)
        .containsEntry(
            "RateLimit-Policy",
            "\"api-1m\";q=10;w=60, \"api-in-flight\";q=3;qu=\"concurrent-requests\"")
        .containsEntry("RateLimit", "\"api-in-flight\";r=2;t=1")
        .containsEntry("X-RateLimit-Limit", "3")
        .containsEntry("X-RateLimit-Remaining", "2");
  }

  @Test
  void ietfFieldsAreStructuredFields() {
    Map<String, String> headers =
        limits.headers(limits.check(policy("a.b$c#(x:y)-1", "10/1m")), IETF);

    assertThat(parse(headers.get("RateLimit-Policy")))
        .containsExactly(entry("a.b$c#(x:y)-1", Map.of("q", 10L, "w", 60L)));
    assertThat(parse(headers.get("RateLimit")))
        .containsExactly(entry("a.b$c#(x:y)-1", Map.of("r", 9L, "t", 6L)));
  }

  @Test
  void ietfIntegersStayInTheirRange() {
    Policy vast = policy("vast", Long.MAX_VALUE + "/1s");

    Map<String, String> headers = limits.headers(limits.check(vast), IETF);

    assertThat(parse(headers.get("RateLimit-Policy")))
        .containsExactly(entry("vast", Map.of("q", 999_999_999_999_999L, "w", 1L)));
    assertThat(parse(headers.get("RateLimit")).get(0).getValue())
        .containsEntry("r", 999_999_999_999_999L);
  }

  @Test
  void ietfWindowWithAFractionOfASecondIsLeftOut() {
    assertThat(limits.headers(limits.check(policy("api", "10/1500ms")), IETF))
        .containsEntry("RateLimit-Policy", "\"api\";q=10");
  }

  @Test
  void ietfTimeOfABucketIsTheTimeToTheNextUnit() {
    Policy policy = policy("api", "6/1m");
    limits.take(policy);
    limits.take(policy);
    limits.pass(Duration.ofSeconds(4));

    Map<String, String> headers = limits.headers(limits.check(policy), IETF);

    assertThat(headers).containsEntry("RateLimit", "\"api\";r=3;t=6");
  }

  @Test
  void ietfTimeOfAWindowIsItsRest() {
    Map<String, String> headers =
        limits.headers(limits.check(policy("api", "10/1m fixed-window")), IETF);

    assertThat(headers).containsEntry("RateLimit", "\"api\";r=9;t=60");
  }

  @Test
  void retryAfterNeverFallsBeforeTheEffectiveWindowEnds() {
    for (String quota :
        List.of(
            "2/1m",
            "2/1m fixed-window",
            "2/1m sliding-window-log",
            "2/1m sliding-window-counter")) {
      Policy policy = policy("p" + quota.length(), quota);
      try (Limits fresh = new Limits()) {
        fresh.take(policy);
        fresh.take(policy);
        var verdict = fresh.check(policy);

        long windowSeconds =
            (Long) parse(fresh.headers(verdict, IETF).get("RateLimit")).get(0).getValue().get("t");
        String retryAfter =
            new Rejections(Limits.settings(IETF)).of(verdict, null).headers().get("Retry-After");

        assertThat(Long.parseLong(retryAfter)).as(quota).isGreaterThanOrEqualTo(windowSeconds);
      }
    }
  }

  @Test
  void quotasWithTheSameWindowHaveDifferentNames() {
    assertThat(limits.headers(limits.check(policy("api", "10/1m, 15/1m fixed-window")), IETF))
        .containsEntry("RateLimit-Policy", "\"api-1m\";q=10;w=60, \"api-1m-2\";q=15;w=60");
  }

  @Test
  void namesAllItsHeaders() {
    assertThat(new RateLimitHeaders(Limits.settings(X_RATELIMIT, IETF)).names())
        .containsExactly(
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            "RateLimit-Policy",
            "RateLimit",
            "Retry-After");
  }
}
