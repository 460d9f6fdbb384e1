package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The behaviour of the servlet filter as clients see it, in any container. {@link
 * ContainerContract} runs this contract with all others. A subclass that runs it alone names the
 * root of a deployed {@link ContractWar}.
 */
public abstract class HttpContract extends EndContract {
  /** The rest of half an hour, on a machine that may be slow. */
  private static final String HALF_AN_HOUR = "1(800|7\\d\\d)";

  /** Creates the contract. A subclass needs no constructor. */
  protected HttpContract() {}

  @Test
  void tellsWhereTheClientStandsAndRejectsWhatExceedsTheLimit() {
    long start = Instant.now().getEpochSecond();

    HttpResponse<String> first = client.get("/limited");
    HttpResponse<String> second = client.get("/limited");
    HttpResponse<String> rejected = client.get("/limited");

    assertThat(List.of(first, second, rejected))
        .extracting(HttpResponse::statusCode)
        .containsExactly(200, 200, 429);
    assertThat(first.headers().allValues("X-RateLimit-Limit")).containsExactly("2");
    assertThat(first.headers().allValues("X-RateLimit-Remaining")).containsExactly("1");
    assertThat(first.headers().firstValueAsLong("X-RateLimit-Reset").orElseThrow())
        .isBetween(start + 1_700, start + 1_900);
    assertThat(first.headers().allValues("RateLimit-Policy"))
        .containsExactly("\"limited\";q=2;w=3600");
    assertThat(first.headers().firstValue("RateLimit").orElseThrow())
        .matches("\"limited\";r=1;t=" + HALF_AN_HOUR);
    assertThat(first.headers().firstValue("Retry-After")).isEmpty();
    assertRejection(rejected);
  }

  private static void assertRejection(HttpResponse<String> rejected) {
    assertThat(rejected.headers().allValues("X-RateLimit-Limit")).containsExactly("2");
    assertThat(rejected.headers().allValues("X-RateLimit-Remaining")).containsExactly("0");
    assertThat(rejected.headers().firstValue("RateLimit").orElseThrow())
        .matches("\"limited\";r=0;t=" + HALF_AN_HOUR);
    assertThat(rejected.headers().firstValue("Retry-After").orElseThrow()).matches(HALF_AN_HOUR);
    assertThat(rejected.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(rejected.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(rejected.body())
        .startsWith("{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\"")
        .contains("\"status\":429")
        .endsWith("\"violated-policies\":[\"limited\"]}");
  }

  @Test
  void whatNoRuleNamesIsLeftAlone() {
    assertThat(client.statuses(3, "/elsewhere")).containsOnly(200);
    assertThat(client.get("/elsewhere").headers().map())
        .doesNotContainKeys("x-ratelimit-limit", "ratelimit", "ratelimit-policy");
  }

  @Test
  void browserIsRejectedWithAPage() {
    client.get("/page");

    HttpResponse<String> rejected = client.get("/page", "Accept", "text/html,*/*;q=0.8");

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(rejected.body()).contains("</html>");
  }

  @Test
  void tenOfAHundredRequestsAtOnceGetThrough() {
    assertThat(client.statusesAtOnce(100, "/together")).filteredOn(s -> s == 200).hasSize(10);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/key/user, X-User, ann, bob",
    "/key/header, X-Api-Key, one, two",
    "/key/cookie, Cookie, x=y; id=one, x=y; id=two",
  })
  void everyHeaderThatIsAKeyHasItsOwnCount(String path, String name, String one, String two) {
    assertThat(client.get(path, name, one).statusCode()).isEqualTo(200);
    assertThat(client.get(path, name, one).statusCode()).isEqualTo(429);
    assertThat(client.get(path, name, two).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/key/query?id=one, /key/query?x=y&id=%6Fne, /key/query?id=two",
    "/key/path/one, /key/path/%6Fne, /key/path/two",
  })
  void everyPartOfTheAddressThatIsAKeyIsDecoded(String one, String same, String two) {
    assertThat(client.get(one).statusCode()).isEqualTo(200);
    assertThat(client.get(same).statusCode()).isEqualTo(429);
    assertThat(client.get(two).statusCode()).isEqualTo(200);
  }

  @Test
  void formThatWasReadForItsKeyCanBeReadByTheApplication() {
    assertThat(client.post("/key/form", "x=y&id=one").body()).isEqualTo("id=one");
    assertThat(client.post("/key/form", "id=one").statusCode()).isEqualTo(429);
    assertThat(client.post("/key/form", "id=two").body()).isEqualTo("id=two");
  }

  @Test
  void tiersHaveTheirOwnLimits() {
    assertThat(client.statuses(2, "/tiers", "X-Forwarded-For", "192.0.2.1"))
        .containsExactly(200, 429);
    assertThat(client.statuses(3, "/tiers", "X-Forwarded-For", "192.0.2.2", "X-Plan", "gold"))
        .containsExactly(200, 200, 429);
  }

  @Test
  void trustedProxyNamesItsClientAndTheClientNobody() {
    assertThat(client.statuses(1, "/proxied", "X-Forwarded-For", "192.0.2.1")).containsOnly(200);
    assertThat(client.statuses(1, "/proxied", "X-Forwarded-For", "192.0.2.2")).containsOnly(200);
    assertThat(client.statuses(1, "/proxied", "X-Forwarded-For", "192.0.2.3, 192.0.2.2"))
        .containsOnly(429);
  }

  @Test
  void exemptPathIsNotCounted() {
    assertThat(client.statuses(2, "/exempt/open")).containsOnly(200);
    assertThat(client.statuses(2, "/exempt/other")).containsExactly(200, 429);
    assertThat(client.statuses(1, "/exempt/open")).containsOnly(200);
  }

  @Test
  void methodsHaveTheirOwnRulesAndHeadIsAGet() {
    assertThat(client.send("HEAD", "/methods").statusCode()).isEqualTo(200);
    assertThat(client.get("/methods").statusCode()).isEqualTo(429);
    assertThat(client.post("/methods", "id=one").statusCode()).isEqualTo(200);
    assertThat(client.post("/methods", "id=one").statusCode()).isEqualTo(429);
    assertThat(client.send("DELETE", "/methods").statusCode()).isEqualTo(200);
  }

  @Test
  void preflightIsNotCounted() {
    String[] asking = {"Origin", "https://a.example", "Access-Control-Request-Method", "GET"};

    assertThat(client.send("OPTIONS", "/preflight", asking).statusCode()).isEqualTo(200);
    assertThat(client.statuses(2, "/preflight")).containsExactly(200, 429);
  }

  /**
   * Containers reject some of these spellings. No spelling may bypass the limit. A path that the
   * application itself sees undecoded is another path, so it bypasses nothing.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tricks;x=1",
        "/tricks;",
        "/;x=1/tricks",
        "/%74ricks",
        "/./tricks",
        "/a/../tricks",
        "/a/%2e%2e/tricks",
        "/a/..;/tricks",
        "//tricks",
        "/%2ftricks",
        "/tricks%00"
      })
  void noSpellingOfAPathGetsAroundItsRule(String path) {
    client.get("/tricks");

    String answer = client.rawAnswer("GET", path);

    assertThat(answer.split(" ", 3)[1])
        .satisfiesAnyOf(
            status -> assertThat(status).isIn("400", "404", "429"),
            status ->
                assertThat(answer).containsPattern("(?i)X-Path: (\\S*(%252f|%00)|(?!\\S*tricks))"));
  }

  /** Tomcat maps the directory to the welcome file {@code index.do} before the filter runs. */
  @Test
  void ruleMatchesThePathThatTheClientRequested() {
    client.post("/welcome/", "id=one");

    assertThat(client.post("/welcome/", "id=one").statusCode()).isEqualTo(429);
  }

  @Test
  void ruleMatchesHoweverTheServletIsMapped() {
    assertThat(client.get("/mapped/exact").statusCode()).isEqualTo(200);
    assertThat(client.get("/mapped/prefix/path").statusCode()).isEqualTo(200);
    assertThat(client.get("/mapped/file.text").statusCode()).isEqualTo(200);
    assertThat(client.get("/mapped/default").statusCode()).isEqualTo(429);
  }

  @ParameterizedTest
  @CsvSource({"reset, 200", "buffer, 200", "error, 409", "message, 409", "redirect, 302"})
  void headersOutliveAnAnswerThatIsBegunAnew(String way, int status) {
    HttpResponse<String> answer = client.get("/anew/" + way);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("first");
    assertThat(answer.headers().allValues("X-RateLimit-Limit")).containsExactly("10");
    assertThat(answer.headers().allValues("RateLimit-Policy")).hasSize(1);
  }
}
