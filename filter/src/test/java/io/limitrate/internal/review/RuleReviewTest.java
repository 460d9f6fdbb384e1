package io.limitrate.internal.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.Rule;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.login.LoginSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleReviewTest {
  private static final Policy API = Policy.builder("api").quotas("100/1m").build();
  private static final Policy SITE = Policy.builder("site").quotas("1000/1m").build();
  private static final String NOTHING =
      "exempts from no rule, because no less specific rule with policies is left for its path and"
          + " methods: remove the rule (exemptions do not switch off logins or annotations)";

  @Test
  void anExemptionBesideALimitOfTheSamePathIsAContradiction() {
    assertThat(review(limit("/api/*"), exempt("/api/*"), limit("/*")))
        .containsExactly(
            "rules[1] \"/api/*\": exempts the path and methods that rules[0] limits: remove one of"
                + " the rules, or name other methods");
    assertThat(review(exempt("/a/{x}", "GET", "PUT"), limit("/a/{y}", "HEAD")))
        .singleElement()
        .asString()
        .startsWith("rules[0] \"/a/{x}\": exempts the path and methods that rules[1] limits");
  }

  @Test
  void anExemptionForSomeMethodsMayStandBesideALimitForAll() {
    assertThat(review(limit("/api/*"), exempt("/api/*", "GET"))).isEmpty();
    assertThat(review(limit("/api/*", "POST"), exempt("/api/*"), limit("/*"))).isEmpty();
    assertThat(review(limit("/api/*", "POST"), exempt("/api/*", "GET"), limit("/*"))).isEmpty();
  }

  @Test
  void aRuleThatIsWrittenTwiceIsAnError() {
    assertThat(review(limit("/a"), limit("/b"), limit("/a")))
        .containsExactly("rules[2] \"/a\": repeats rules[0]: remove one of the rules");
  }

  @Test
  void aPolicyAppliesOnceToAPathAndMethod() {
    Rule both = new Rule.Limit("/a/{y}", Set.of("GET"), List.of(SITE, API));

    assertThat(review(both, limit("/a/{x}")))
        .containsExactly(
            "rules[0] \"/a/{y}\": names the policy api, which rules[1] applies to the same path and"
                + " methods: name the policy once");
    assertThat(review(limit("/a", "GET", "PUT"), limit("/a", "HEAD")))
        .singleElement()
        .asString()
        .startsWith("rules[1] \"/a\": names the policy api");
    assertThat(review(limit("/a", "GET"), limit("/a", "PUT"), limit("/a/*"), limit("/b/a")))
        .isEmpty();
  }

  @Test
  void anExemptionNeedsALessSpecificLimit() {
    assertThat(review(exempt("/health"))).containsExactly("rules[0] \"/health\": " + NOTHING);
    assertThat(review(exempt("/api/*"), limit("/api/users"), limit("/other/*")))
        .containsExactly("rules[0] \"/api/*\": " + NOTHING);
    assertThat(review(exempt("/api/health", "GET"), limit("/*", "POST"))).hasSize(1);
    assertThat(review(exempt("/*"), limit("/api"))).hasSize(1);
    assertThat(review(exempt("/api/health", "HEAD"), limit("/*", "GET"))).isEmpty();
    assertThat(review(exempt("*.css"), limit("/*"))).isEmpty();
    assertThat(review(exempt("/static/*"), limit("*.jsp"))).isEmpty();
  }

  @Test
  void anExemptionThatAnotherOneCoversIsAnError() {
    assertThat(review(exempt("/api/*"), exempt("/api/health"), limit("/*")))
        .containsExactly("rules[1] \"/api/health\": " + NOTHING);
    assertThat(review(exempt("/a"), exempt("/a"), limit("/*"))).hasSize(1);
    assertThat(review(exempt("/a"), exempt("/a", "GET"), limit("/*"))).hasSize(1);
    assertThat(review(exempt("/api/*"), exempt("/api/a/b"), limit("/api/a/*"), limit("/*")))
        .isEmpty();
  }

  @Test
  void aPathOfALoginIsNeededOnce() {
    Rule all = new Rule.Login("/login/*", Set.of(), "main");
    Rule one = new Rule.Login("/login/admin", Set.of(), "main");
    Rule other = new Rule.Login("/login/admin", Set.of(), "admin");

    assertThat(review(one, all))
        .containsExactly(
            "rules[0] \"/login/admin\": is covered by the path /login/* of the same login: remove"
                + " it");
    assertThat(review(all, other)).isEmpty();
    assertThat(review(one, other))
        .containsExactly("rules[1] \"/login/admin\": is a path of the login main already");
  }

  @Test
  void anExemptionOfALoginPathIsDoubtful() {
    Rule login = new Rule.Login("/api/login", Set.of(), "main");
    Rule posts = new Rule.Login("/api/login", Set.of("POST"), "main");

    assertThat(doubtful(limit("/*"), exempt("/api/*"), login)).hasSize(1);
    assertThat(doubtful(exempt("/api/*", "POST"), login)).hasSize(1);
    assertThat(doubtful(exempt("/api/login", "POST"), posts)).hasSize(1);
    assertThat(doubtful(exempt("/api/*", "GET"), login)).isEmpty();
    assertThat(doubtful(exempt("/api/*", "GET"), posts)).isEmpty();
    assertThat(doubtful(exempt("/api/health"), login, limit("/api/login"))).isEmpty();
  }

  @Test
  void aBuilderGoesThroughTheSameChecks() {
    Configuration configuration =
        Configuration.builder()
            .limit("/api/*", API)
            .exempt("/api/*")
            .login(LoginSettings.builder("main").paths(List.of("/login", "/*")).build())
            .build();

    assertThatThrownBy(() -> ApplicationRuntime.start(configuration))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.errors())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("rules[1] \"/api/*\": exempts "))
                    .anyMatch(line -> line.startsWith("logins.main.paths[0] \"/login\": is ")));
  }

  private static List<String> review(Rule... rules) {
    return RuleReview.withoutEffect(configuration(rules)).stream().map(Finding::text).toList();
  }

  private static List<Finding> doubtful(Rule... rules) {
    return RuleReview.doubtful(configuration(rules));
  }

  private static Configuration configuration(Rule... rules) {
    Configuration.Builder configuration = Configuration.builder();
    List.of(rules).forEach(configuration::rule);
    return configuration.build();
  }

  private static Rule limit(String path, String... methods) {
    return new Rule.Limit(path, Set.of(methods), List.of(API));
  }

  private static Rule exempt(String path, String... methods) {
    return new Rule.Exempt(path, Set.of(methods));
  }
}
