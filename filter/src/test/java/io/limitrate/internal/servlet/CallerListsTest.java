package io.limitrate.internal.servlet;

import static io.limitrate.config.CallerLists.NONE;
import static io.limitrate.config.CallerLists.anyOf;
import static io.limitrate.config.CallerLists.apiKeys;
import static io.limitrate.config.CallerLists.ranges;
import static io.limitrate.internal.servlet.ListedApp.FORWARDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import io.limitrate.LogLines;
import io.limitrate.Policy;
import io.limitrate.config.Rule;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.servlet.WebApp;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists of callers before a servlet, behind a trusted proxy that names the clients. */
class CallerListsTest {
  private final ListedApp listed = new ListedApp();
  private final WebApp app = listed.web;

  @AfterEach
  void close() {
    listed.close();
  }

  private static boolean fail(Call call) {
    throw new IllegalStateException("the database is down");
  }

  private int preflight(String client) throws Exception {
    return app.raw(
        "OPTIONS",
        "/app/",
        "Origin: https://x.example",
        "Access-Control-Request-Method: GET",
        FORWARDED + ": " + client);
  }

  /** A client sends any method and any header, so a preflight is no way round the list. */
  @Test
  void aDeniedCallerCannotPassAsAPreflight() throws Exception {
    listed.start(NONE.denying(ranges("203.0.113.0/24")));

    assertThat(preflight("203.0.113.7")).isEqualTo(403);
    assertThat(preflight("198.51.100.7")).isEqualTo(200);
    assertThat(preflight("198.51.100.7")).isEqualTo(200);
    assertThat(listed.twice(FORWARDED, "198.51.100.7")).containsExactly(200, 429);
  }

  @Test
  void noPolicyLimitsACallerOnTheListAllow() throws Exception {
    listed.start(NONE.allowing(ranges("203.0.113.0/24")));

    assertThat(listed.twice(FORWARDED, "203.0.113.7")).containsExactly(200, 200);
    assertThat(listed.twice(FORWARDED, "198.51.100.7")).containsExactly(200, 429);
  }

  @Test
  void aResponseToAnAllowedCallerHasNoRateLimitHeaders() throws Exception {
    listed.start(NONE.allowing(ranges("203.0.113.0/24")));

    assertThat(app.get("/", FORWARDED, "203.0.113.7").headers().map().keySet())
        .noneMatch(name -> name.contains("ratelimit"));
  }

  @Test
  void aCallerOnTheListDenyGets403() throws Exception {
    listed.start(NONE.denying(ranges("203.0.113.0/24")));

    HttpResponse<String> answer = app.get("/", FORWARDED, "203.0.113.7");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Forbidden","status":403,\
            "detail":"The service does not accept this request."}\
            """);
    assertThat(app.served()).isZero();
    assertThat(listed.twice(FORWARDED, "198.51.100.7")).containsExactly(200, 429);
  }

  @Test
  void theListDenyMayAnswer429() throws Exception {
    listed.start(NONE.denying(ranges("203.0.113.0/24"), 429));

    assertThat(listed.twice(FORWARDED, "203.0.113.7")).containsExactly(429, 429);
  }

  @Test
  void theListDenyRejectsAlsoWhereNoPolicyApplies() throws Exception {
    listed.start(
        WebApp.limit("/limited", "1/1h", "ip")
            .proxies(TrustedProxies.of(List.of(Cidr.parse("127.0.0.1/32"))))
            .lists(NONE.denying(ranges("203.0.113.0/24"))));

    assertThat(listed.twice(FORWARDED, "203.0.113.7")).containsExactly(403, 403);
    assertThat(listed.twice(FORWARDED, "198.51.100.7")).containsExactly(200, 200);
  }

  @Test
  void allowWinsOverDeny() throws Exception {
    listed.start(NONE.allowing(ranges("203.0.113.7")).denying(ranges("203.0.113.0/24")));

    assertThat(listed.twice(FORWARDED, "203.0.113.7")).containsExactly(200, 200);
    assertThat(listed.twice(FORWARDED, "203.0.113.8")).containsExactly(403, 403);
  }

  @Test
  void aPolicyDoesNotCountTheCallersThatItAllows() throws Exception {
    Policy own = Policy.builder("own").quotas("1/1h").allow(ranges("203.0.113.7")).build();
    Policy site = WebApp.policy("site", "3/1h", "ip");
    listed.start(ListedApp.unlimited().limit("/a", own, site));

    assertThat(statuses(4, "/a", FORWARDED, "203.0.113.7")).containsExactly(200, 200, 200, 429);
    assertThat(statuses(2, "/a", FORWARDED, "198.51.100.7")).containsExactly(200, 429);
  }

  @Test
  void aRuleExemptsSomeCallersFromLessSpecificRulesAndFromThoseOfItsOwnPath() throws Exception {
    Policy api = WebApp.policy("api", "1/1h", "ip");
    Policy strict = WebApp.policy("strict", "2/1h", "ip");
    listed.start(
        WebApp.configuration()
            .proxies(TrustedProxies.of(List.of(Cidr.parse("127.0.0.1/32"))))
            .limit("/api/*", api)
            .limit("/api/export", strict)
            .rule(new Rule.Exempt("/api/*", Set.of(), Optional.of(apiKeys("partner")))));

    assertThat(listed.twice("X-Api-Key", "partner")).containsExactly(200, 200);
    assertThat(statuses(3, "/api/a", "X-Api-Key", "partner")).containsExactly(200, 200, 200);
    assertThat(statuses(3, "/api/export", "X-Api-Key", "partner")).containsExactly(200, 200, 429);
    assertThat(statuses(2, "/api/a")).containsExactly(200, 429);
  }

  @Test
  void aRuleExemptsSomeCallersFromARuleOfItsPathThatSharesAMethod() throws Exception {
    Policy api = WebApp.policy("api", "1/1h", "ip");
    listed.start(
        WebApp.configuration()
            .proxies(TrustedProxies.of(List.of(Cidr.parse("127.0.0.1/32"))))
            .rule(new Rule.Limit("/*", Set.of("GET", "PUT"), List.of(api)))
            .rule(new Rule.Exempt("/*", Set.of("GET", "POST"), Optional.of(apiKeys("partner")))));

    assertThat(listed.twice("X-Api-Key", "partner")).containsExactly(200, 200);
    assertThat(listed.twice()).containsExactly(200, 429);
  }

  private List<Integer> statuses(int count, String path, String... headers) {
    return IntStream.range(0, count).map(i -> app.get(path, headers).statusCode()).boxed().toList();
  }

  @Test
  void aListThatFailsContainsNobodyAndDoesNotStopTheOtherLists() throws Exception {
    listed.start(
        NONE.allowing(CallerListsTest::fail)
            .denying(anyOf(CallerListsTest::fail, ranges("203.0.113.7"))));

    assertThat(listed.twice(FORWARDED, "203.0.113.7")).containsExactly(403, 403);
    assertThat(listed.twice(FORWARDED, "203.0.113.8")).containsExactly(200, 429);
  }

  @Test
  void aPolicyWhoseListFailsCountsTheCaller() throws Exception {
    Policy api = Policy.builder("api").quotas("1/1h").allow(CallerListsTest::fail).build();
    listed.start(WebApp.configuration().limit("/*", api));

    assertThat(listed.twice()).containsExactly(200, 429);
  }

  @Test
  void tellsListenersOfEachDenialAndLogsTheFirst() throws Exception {
    List<String> denied = new CopyOnWriteArrayList<>();
    DecisionListener listener =
        new DecisionListener() {
          @Override
          public void decided(Charge charge) {}

          @Override
          public void denied(Call call) {
            denied.add(call.fullAddress() + " " + call.endpoint());
          }
        };
    try (LogLines logged = LogLines.of("io.limitrate.rejections")) {
      listed.start(
          ListedApp.behindProxy().listener(listener).lists(NONE.denying(ranges("203.0.113.0/24"))));

      listed.twice(FORWARDED, "203.0.113.7");

      assertThat(denied).containsExactly("203.0.113.7 GET /*", "203.0.113.7 GET /*");
      assertThat(logged.lines())
          .containsExactly(
              "INFO The deny list rejects a call at GET /*; while that goes on, one line a minute"
                  + " follows");
    }
  }
}
