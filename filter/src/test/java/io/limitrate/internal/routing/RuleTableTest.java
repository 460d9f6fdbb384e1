package io.limitrate.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.Policy;
import io.limitrate.config.Rule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTableTest {
  private static final Call CALLER = new Call() {};

  private static final Policy SITE = policy("site");
  private static final Policy API = policy("api");
  private static final Policy WRITE = policy("write");
  private static final Policy PRODUCT = policy("product");

  private static Policy policy(String name) {
    return Policy.builder(name).quotas("1/1s").build();
  }

  private static Rule limit(String path, Set<String> methods, Policy... policies) {
    return new Rule.Limit(path, methods, List.of(policies));
  }

  private final RuleTable table =
      RuleTable.of(
          List.of(
              limit("/*", Set.of(), SITE),
              limit("/api/*", Set.of(), API),
              limit("/api/*", Set.of("POST", "PUT"), WRITE),
              limit("/api/products/{id}", Set.of("get"), PRODUCT, API),
              new Rule.Exempt("/api/health", Set.of()),
              new Rule.Exempt("/api/admin/*", Set.of("GET"))));

  private List<Policy> policies(String method, String path) {
    return table.route(path, null, method).policies(CALLER);
  }

  @Test
  void appliesAllMatchingRulesTheMostSpecificFirst() {
    assertThat(policies("GET", "/api/x")).containsExactly(API, SITE);
    assertThat(policies("GET", "/other")).containsExactly(SITE);
  }

  @Test
  void ruleThatNamesMethodsIsMoreSpecificThanOneForAll() {
    assertThat(policies("POST", "/api/x")).containsExactly(WRITE, API, SITE);
  }

  private List<Policy> policies(String method, String uri, String mapped) {
    return table.route(uri, "/app", mapped, null, method).policies(CALLER);
  }

  @Test
  void rulesOfThePathThatTheClientRequestedAndOfTheOneItWasMappedToApply() {
    assertThat(policies("GET", "/app/api/products/1", "/index.do"))
        .containsExactly(PRODUCT, API, SITE);
    assertThat(policies("GET", "/app/x", "/api/products/1")).containsExactly(SITE, PRODUCT, API);
  }

  @Test
  void aRuleExemptsOnlyIfItMatchesBothPaths() {
    assertThat(policies("GET", "/app/api/health", "/api/index.do")).containsExactly(API, SITE);
    assertThat(policies("GET", "/app/api/x", "/api/health")).containsExactly(API, SITE);
    assertThat(policies("GET", "/app/api/admin", "/api/admin/index.do")).isEmpty();
  }

  @Test
  void otherSpellingOfTheMappedPathIsTheSamePath() {
    for (String uri :
        List.of(
            "/app/api/health",
            "/%61pp/api/./health;x=y/",
            "/app/x/..//api/h%65alth",
            "/x/../app/api/health",
            "http://localhost/app/api/health")) {
      assertThat(policies("GET", uri, "/api/health")).as(uri).isEmpty();
    }
  }

  @Test
  void mappedPathDecidesIfTheRequestedPathIsInvalid() {
    for (String uri : List.of("", "*", "/", "/ap", "/apple/api/x", "%", "/app/%zz/%", "x://y")) {
      assertThat(policies("GET", uri, "/api/health")).as(uri).isSubsetOf(API, SITE);
      assertThat(policies("GET", uri, "/other")).as(uri).containsExactly(SITE);
    }
  }

  @Test
  void theLoginOfEitherPathIsTheLogin() {
    RuleTable logins = RuleTable.of(List.of(new Rule.Login("/login", Set.of(), "main")));

    assertThat(logins.route("/app/login/", "/app", "/login/index.do", null, "POST").login())
        .isEqualTo("main");
    assertThat(logins.route("/app/other", "/app", "/login", null, "POST").login())
        .isEqualTo("main");
  }

  @Test
  void policyOfSeveralRulesAppliesOnce() {
    assertThat(policies("GET", "/api/products/1")).containsExactly(PRODUCT, API, SITE);
  }

  @Test
  void limitCoversItsMethodInAnyCase() {
    assertThat(policies("pOsT", "/api/x")).contains(WRITE);
    assertThat(policies("Get", "/api/products/1")).contains(PRODUCT);
  }

  @Test
  void headFallsUnderRulesForGetAndSharesItsEndpoint() {
    assertThat(policies("HEAD", "/api/products/1")).contains(PRODUCT);
    assertThat(table.route("/api/products/1", null, "HEAD").endpoint())
        .isEqualTo("GET /api/products/{id}");
  }

  @Test
  void exemptionSwitchesOffLessSpecificRules() {
    assertThat(policies("GET", "/api/health")).isEmpty();
    assertThat(policies("GET", "/api/admin/x")).isEmpty();
    assertThat(policies("POST", "/api/admin/x")).containsExactly(WRITE, API, SITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "Get", "head", "GET ", "PRI"})
  void exemptionCoversOnlyTheExactCaseOfItsMethod(String method) {
    assertThat(policies("GET", "/api/admin/x")).isEmpty();
    assertThat(policies("HEAD", "/api/admin/x")).isEmpty();
    assertThat(policies(method, "/api/admin/x")).contains(API, SITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x/../api/health",
        "/./api/health",
        "//api/health",
        "/api;x=1/health",
        "/api/./health/"
      })
  void exemptionCoversNoPathWithDotOrEmptySegments(String path) {
    assertThat(policies("GET", path)).containsExactly(API, SITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/admin", "/api/admin/", "/api/admin/.well-known", "/api/admin/..a"})
  void exemptionCoversATrailingSlashAndNamesThatBeginWithADot(String path) {
    assertThat(policies("GET", path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE"})
  void loginIsNotGuardedForASafeMethod(String method) {
    assertThat(login(Set.of(), method)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "post", "get", "Head", "options", "trace", "FOO", "get\u0131"})
  void loginIsGuardedForEveryMethodThatIsNotKnownToBeSafe(String method) {
    assertThat(login(Set.of(), method)).isEqualTo("main");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "get", "HEAD", "head"})
  void loginIsGuardedForItsMethodsInAnyCase(String method) {
    assertThat(login(Set.of("get"), method)).isEqualTo("main");
    assertThat(login(Set.of("POST"), method)).isNull();
  }

  private static @Nullable String login(Set<String> methods, String method) {
    return RuleTable.of(List.of(new Rule.Login("/login", methods, "main")))
        .route("/login", null, method)
        .login();
  }

  @Test
  void unknownMethodsShareOneEndpoint() {
    assertThat(table.route("/api/x", null, "FOO1").endpoint()).isEqualTo("* /api/*");
    assertThat(table.route("/api/x", null, "FOO2").endpoint()).isEqualTo("* /api/*");
    assertThat(table.route("/api/x", null, "delete").endpoint()).isEqualTo("DELETE /api/*");
  }

  @Test
  void methodsThatARuleNamesHaveTheirOwnEndpoint() {
    RuleTable webDav = RuleTable.of(List.of(limit("/*", Set.of("propfind"), SITE)));

    assertThat(webDav.route("/", null, "PROPFIND").endpoint()).isEqualTo("PROPFIND /*");
  }

  @Test
  void variablesComeFromThePathThatMatched() {
    Route route = table.route("/api", "/products/42", "GET");

    assertThat(route.variable("id")).isEqualTo("42");
    assertThat(route.variable("other")).isNull();
  }

  @Test
  void sameRequestHasTheSameRouteObject() {
    Route first = table.route("/api", "/products/42", "GET");

    assertThat(table.route("/api", "/products/42", "GET")).isSameAs(first);
    assertThat(table.route("/api", "/products/42", "POST")).isNotSameAs(first);
    assertThat(table.route("/api/products/42", null, "GET").variable("id")).isEqualTo("42");
  }

  @Test
  void pathWithoutRulesHasNoPolicies() {
    RuleTable few = RuleTable.of(List.of(limit("/login", Set.of(), SITE)));

    assertThat(few.route("/other", null, "GET")).isSameAs(Route.NONE);
  }
}
