package io.limitrate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.uri.RequestUri;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The outcome that a redirect means, resolved by RFC 3986. */
class OutcomeRulesTest {
  @Test
  void rejectsARedirectThatIsGivenTwice() {
    assertThatThrownBy(
            () -> new OutcomeRules(Set.of(), Set.of(), List.of(), List.of("/home", "/a", "/home")))
        .hasMessage("redirect \"/home\": is given twice");
  }

  private static final RequestUri LOGIN = new RequestUri("shop.example", "/app/login", "/app");
  private static final RequestUri ROOT = new RequestUri("shop.example", "/login", "");
  private static final OutcomeRules RULES = redirects("/login?error", "/home");

  private static OutcomeRules redirects(String failure, String success) {
    return new OutcomeRules(Set.of(401), Set.of(), List.of(failure), List.of(success));
  }

  private static Outcome outcome(OutcomeRules rules, String location) {
    return outcome(rules, location, LOGIN);
  }

  private static Outcome outcome(OutcomeRules rules, String location, RequestUri request) {
    return ObservedOutcome.ofResponse(302, location, rules, request).outcome();
  }

  @ParameterizedTest
  @CsvSource({
    "/app/login?error",
    "/login?error",
    "login?error",
    "./login?error",
    "../app/login?error",
    "?error",
    "//shop.example/app/login?error",
    "http://shop.example/app/login?error",
    "https://SHOP.example:8443/app/login?error",
    "/app/login;jsessionid=1A2B?error",
    "login;jsessionid=1A2B?error",
    "/app/x/../login?error",
    "/app/%6Cogin?error",
    "/app//login/?error",
    "/app/login?error=",
    "/app/login?error=wrong+password",
    "/app/login?next=%2Fhome&error",
    "/app/login?%65rror",
    "/app/login?error#form",
    "/app/login?error&next=https://x/home",
    "/app/login?error&next=/home",
    "/login?error&next=https://shop.example/home"
  })
  void redirectToTheFailuresPathAndQueryIsAFailure(String location) {
    assertThat(outcome(RULES, location)).isEqualTo(Outcome.FAILURE);
  }

  @ParameterizedTest
  @CsvSource({
    "/app/home",
    "/home",
    "home",
    "./home?x=1",
    "//shop.example/app/home",
    "http://shop.example/app/home",
    "http://shop.example:8080/home",
    "/app/home;jsessionid=1A2B",
    "/app/home?from=https://x/cart",
    "/app/home?from=/login?error",
    "/app/home#/login?error",
    "/app/./home",
    "/app/%68ome/"
  })
  void redirectToTheSuccesssPathIsASuccess(String location) {
    assertThat(outcome(RULES, location)).isEqualTo(Outcome.SUCCESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/app/login",
        "/app/login?x#error",
        "/app/homepage",
        "/app/home/cart",
        "/app/account?next=/home",
        "https://evil.example/home",
        "//evil.example/app/home",
        "https://shop.example@evil.example/home",
        "https://user@shop.example/home",
        "https://shop.example.evil.example/home",
        "http:home",
        "http:/app/home",
        "javascript:/home",
        "ftp://shop.example/home",
        "/\\evil.example/home",
        "\\app\\home",
        "/app%2Fhome",
        "/app/home%00",
        "/app/x/..;/home",
        "/app/%zz/../home",
        "/app/%ff/../home",
        "/HOME"
      })
  void redirectThatNoRuleNamesIsUnknown(String location) {
    assertThat(outcome(RULES, location)).isEqualTo(Outcome.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"/login?error, FAILURE", "/home, SUCCESS", "/app/home, UNKNOWN"})
  void rootsApplicationHasNoContextPath(String location, Outcome outcome) {
    assertThat(outcome(RULES, location, ROOT)).isEqualTo(outcome);
  }

  /** The client controls the query of its own request. */
  @Test
  void anEmptyLocationDoesNotInheritTheRequestsQuery() {
    OutcomeRules rules = redirects("/login?error", "/login?welcome");

    assertThat(outcome(rules, "", LOGIN)).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void allParametersOfTheRuleHaveToBeThere() {
    OutcomeRules rules = redirects("/login?error&reason=locked", "/home");

    assertThat(outcome(rules, "/login?reason=locked&error=1")).isEqualTo(Outcome.FAILURE);
    assertThat(outcome(rules, "/login?error")).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome(rules, "/login?error&reason=other")).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void wildcardCoversThePathAndAllBelow() {
    OutcomeRules rules = redirects("/login?error", "/account/*");

    assertThat(outcome(rules, "/account")).isEqualTo(Outcome.SUCCESS);
    assertThat(outcome(rules, "/account/cart?x")).isEqualTo(Outcome.SUCCESS);
    assertThat(outcome(rules, "/accounts")).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void wildcardNeverCoversThePathThatAFailureNames() {
    OutcomeRules rules = redirects("/login?error", "/*");

    assertThat(outcome(rules, "/anywhere")).isEqualTo(Outcome.SUCCESS);
    assertThat(outcome(rules, "/login?next=x#&error")).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome(rules, "https://evil.example/home")).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void statusOfARedirectIsNoSuccessOnThePathThatAFailureNames() {
    OutcomeRules rules =
        new OutcomeRules(Set.of(401), Set.of(302), List.of("/login?error"), List.of());

    assertThat(outcome(rules, "/anywhere")).isEqualTo(Outcome.SUCCESS);
    assertThat(outcome(rules, "/login?next=x#&error")).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome(rules, "/app/x/..;/login?error")).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void ruleMayNameAnotherHost() {
    OutcomeRules rules = redirects("/login?error", "https://www.shop.example/home");

    assertThat(outcome(rules, "https://www.shop.example/home?x")).isEqualTo(Outcome.SUCCESS);
    assertThat(outcome(rules, "https://shop.example/home")).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome(rules, "/home")).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void hostsOfIpv6AreOneWithAndWithoutBrackets() {
    assertThat(outcome(RULES, "http://[::1]:8080/home", new RequestUri("::1", "/login", "")))
        .isEqualTo(Outcome.SUCCESS);
    assertThat(outcome(RULES, "//[::1]/home", new RequestUri("[::1]", "/login", "")))
        .isEqualTo(Outcome.SUCCESS);
  }

  @Test
  void withoutARequestOnlyAPathFromTheRootIsResolved() {
    assertThat(outcome(RULES, "/home", RequestUri.NONE)).isEqualTo(Outcome.SUCCESS);
    assertThat(outcome(RULES, "home", RequestUri.NONE)).isEqualTo(Outcome.UNKNOWN);
    assertThat(outcome(RULES, "https://shop.example/home", RequestUri.NONE))
        .isEqualTo(Outcome.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"200, UNKNOWN", "201, UNKNOWN", "301, SUCCESS", "303, SUCCESS", "308, SUCCESS"})
  void locationCountsForARedirectOnly(int status, Outcome outcome) {
    assertThat(ObservedOutcome.ofResponse(status, "/home", RULES, LOGIN).outcome())
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "home",
        "//home",
        "/a#b",
        "/a;b",
        "/a/../b",
        "/a/..",
        "/*/a",
        "/a*",
        "/a\\b",
        "ftp://shop.example/",
        "https:///home",
        "https://user@shop.example/home",
        "/%zz"
      })
  void rejectsARuleThatIsNeitherAPathNorAUrl(String text) {
    assertThatThrownBy(() -> redirects("/login?error", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("redirect \"" + text + "\": must be a path that starts with /");
  }

  @Test
  void successIsConfusableWhereAFailureHasThatPathWithAQuery() {
    assertThat(redirects("/?error", "/").confusable()).containsExactly("/");
    assertThat(redirects("/?error", "/?welcome").confusable()).isEmpty();
    assertThat(redirects("/login?error", "/*").confusable()).isEmpty();
    assertThat(RULES.confusable()).isEmpty();
  }

  @Test
  void redirectThatAFailureIncludesIsAFailure() {
    OutcomeRules rules =
        new OutcomeRules(Set.of(), Set.of(), List.of("/login", "/error/*"), List.of());

    assertThat(List.of("/login", "/login?done", "/error/x", "/error/x/*"))
        .allMatch(rules::isFailure);
    assertThat(List.of("/login/*", "/login/done", "/*")).noneMatch(rules::isFailure);
  }
}
