package io.limitrate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quotas;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.yaml.Overrides;
import io.limitrate.internal.yaml.Reading;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All applications of a JVM share its system properties. The application under test is {@code
 * /shop}.
 */
class ApplicationPropertiesTest {
  private static final String FILE =
      """
      policies: { api: { quotas: 10/1m, key: user } }
      rules: [{ path: /a, policies: api }]
      """;

  @Test
  void aPropertyCanNameTheApplication() {
    Configuration read =
        over(
            Map.of(
                "limitrate.policies.api.quotas", "5/1s",
                "limitrate[/shop].policies.api.quotas", "6/1s",
                "limitrate[/].policies.api.quotas", "7/1s",
                "limitrate[/other].policies.none.shadow", "true",
                "limitrate[/other].rules[7].path", "/x"));

    assertThat(read.policies().get("api").quotas()).isEqualTo(Quotas.parse("6/1s"));
    assertThat(read.policies()).doesNotContainKey("none");
    assertThat(Reading.warnings(read, "/shop")).isEmpty();
  }

  @Test
  void theRootIsNamedByASlash() {
    Map<String, String> properties = Map.of("limitrate[/].policies.api.quotas", "7/1s");

    assertThat(overrides(properties, "").policies().get("api").quotas())
        .isEqualTo(Quotas.parse("7/1s"));
    assertThat(overrides(properties, null).policies().get("api").quotas())
        .isEqualTo(Quotas.parse("7/1s"));
  }

  @Test
  void warnsOfAPropertyForAnApplicationWhereTheContextPathIsNotKnown() {
    Map<String, String> properties = Map.of("limitrate[/shop].policies.api.quotas", "7/1s");

    Configuration read = overrides(properties, null);

    assertThat(read.policies().get("api").quotas()).isEqualTo(Quotas.parse("10/1m"));
    assertThat(Reading.warnings(read, ""))
        .containsExactly(
            "system property limitrate[/shop].policies.api.quotas: is ignored, because the context"
                + " path of this application was not known when its configuration was read, so its"
                + " name is /: write limitrate[/]., or leave the name out");
    assertThat(Reading.warnings(overrides(properties, ""), "")).isEmpty();
  }

  @Test
  void aPropertyForThePolicyOfAnotherApplicationIsIgnoredAndSaidOnce() {
    Map<String, String> properties =
        Map.of(
            "limitrate.policies.apis.shadow", "true",
            "limitrate.policies.reports.cost.max", "9",
            "limitrate.challenges.humans.secret", "s3cret");

    Configuration read = over(properties);

    assertThat(read.policies()).containsOnlyKeys("api");
    assertThat(Reading.warnings(read, "/shop"))
        .containsExactly(
            "system property limitrate.challenges.humans.secret: is ignored, because"
                + " challenges.humans is not in this application; to make challenges.humans, set"
                + " its provider too; if another application has it, write"
                + " limitrate[/shop].challenges.humans.secret",
            "system property limitrate.policies.apis.shadow: is ignored, because policies.apis is"
                + " not in this application; to make policies.apis, set its quotas or tiers too; if"
                + " another application has it, write limitrate[/shop].policies.apis.shadow; did"
                + " you mean api?",
            "system property limitrate.policies.reports.cost.max: is ignored, because"
                + " policies.reports is not in this application; to make policies.reports, set its"
                + " quotas or tiers too; if another application has it, write"
                + " limitrate[/shop].policies.reports.cost.max");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limitrate.policies.bt.Svc.call.shadow | limitrate.policies[bt.Svc.call].shadow",
        "limitrate.policies.bt.Svc.call.cost.max | limitrate.policies[bt.Svc.call].cost.max",
        "limitrate.policies.bt.Svc.quotas | limitrate.policies[bt.Svc].quotas",
        "limitrate[/shop].policies.bt.Svc.call.key | limitrate[/shop].policies[bt.Svc.call].key",
        "limitrate.logins.my.login.page | limitrate.logins[my.login].page",
      })
  void aNameWithDotsNeedsBracketsInAProperty(String property, String mend) {
    String file =
        """
        policies:
          bt.Svc: { quotas: 1/1s }
          bt.Svc.call: { quotas: 1/1s, cost: { from: json:/n, default: 1, max: 2 } }
        logins: { my.login: { paths: /login } }
        """;

    assertThat(Reading.errors(file, Map.of(property, "1/1s")))
        .containsExactly(
            "system property " + property + ": a name with dots needs brackets: write " + mend);
    assertThat(Reading.errors(file, Map.of(mend, "no value of this setting")))
        .isNotEmpty()
        .allMatch(error -> error.startsWith("system property " + mend + ": "))
        .noneMatch(error -> error.contains("brackets") || error.contains("unknown key"));
  }

  @Test
  void aPropertyForAMethodThatTheFileDoesNotNameSaysAllThatIsMissing() {
    Configuration read = over(Map.of("limitrate.policies.bt.Svc.call.shadow", "true"));

    assertThat(Reading.warnings(read, "/shop"))
        .containsExactly(
            "system property limitrate.policies.bt.Svc.call.shadow: is ignored, because policies.bt"
                + " is not in this application; a name with dots needs brackets: write"
                + " limitrate.policies[bt.Svc.call].shadow; to make policies[bt.Svc.call], set its"
                + " quotas or tiers too");
    assertThat(
            over(Map.of(
                    "limitrate.policies[bt.Svc.call].shadow", "true",
                    "limitrate.policies[bt.Svc.call].quotas", "1/1s"))
                .policies())
        .containsOnlyKeys("api", "bt.Svc.call");
  }

  @Test
  void aPropertyOfThisApplicationForAMethodThatTheFileDoesNotNameIsAnError() {
    assertThat(Reading.errors(FILE, Map.of("limitrate[/shop].policies.bt.Svc.call.shadow", "true")))
        .containsExactly(
            "system property limitrate[/shop].policies.bt.Svc.call.shadow: a name with dots needs"
                + " brackets: write limitrate[/shop].policies[bt.Svc.call].shadow");
  }

  @Test
  void theMethodsOfAnOverloadCanBeNamed() {
    Map<String, String> properties =
        Map.of("limitrate.policies[bt.Svc.call(int[],String[][])].quotas", "3/1s");

    assertThat(over(properties).policies())
        .containsOnlyKeys("api", "bt.Svc.call(int[],String[][])");
  }

  @Test
  void aPropertyOfThisApplicationForNoPolicyIsAnError() {
    assertThat(Reading.errors(FILE, Map.of("limitrate[/shop].policies.apis.shadow", "true")))
        .containsExactly(
            "system property limitrate[/shop].policies.apis.shadow: policies.apis: needs one of"
                + " quotas, tiers");
  }

  @Test
  void anApplicationIsNamedByItsContextPath() {
    assertThat(Reading.errors(FILE, Map.of("limitrate[shop].policies.api.shadow", "true")))
        .containsExactly(
            "system property limitrate[shop].policies.api.shadow: names an application by shop,"
                + " which must be its context path: write limitrate[/shop].policies, or"
                + " limitrate[/].policies for the root");
  }

  private static Configuration overrides(Map<String, String> properties, String contextPath) {
    return Reading.read(
        FILE, new Overrides(properties, contextPath == null ? null : new ContextPath(contextPath)));
  }

  private static Configuration over(Map<String, String> properties) {
    return Reading.read(FILE, Reading.DEFAULTS, properties);
  }
}
