package io.limitrate.internal.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.internal.yaml.Reading;
import io.limitrate.login.LoginSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarningsTest {
  private static final String API = "policies: { api: { quotas: 100/1m } }\n";

  @Test
  void aConfigurationThatIsMeantWarnsOfNothing() {
    assertThat(
            warnings(
                API
                    + """
                    rules:
                      - { path: /api/*, methods: [GET, PROPFIND, FROBNICATE], policies: api }
                      - { path: /shopping, methods: PUT, policies: api }
                    logins: { main: { paths: [/login], page: /shops } }
                    """))
        .isEmpty();
    assertThat(Reading.warnings(Configuration.builder().build(), "/shop")).isEmpty();
  }

  @Test
  void anEventThatIsOverIsNamed() {
    assertThat(
            warnings(
                """
                policies:
                  api:
                    quotas: 100/1m
                    schedule:
                      zone: Europe/Berlin
                      events:
                        - { name: sale, from: 2025-12-31, to: 2026-01-01T01:00, quotas: 500/1m }
                        - { name: next, from: 2026-01-01T01:00, to: 2026-01-02, quotas: 500/1m }
                rules: [{ path: /api/*, policies: api }]
                """))
        .containsExactly(
            "limitrate.yaml:7: policies.api.schedule.events[0] \"sale\": is over since"
                + " 2026-01-01T01:00: remove it, or set its next date");
  }

  @Test
  void policiesThatNoRuleAppliesAreNamedOnOneLine() {
    assertThat(
            warnings(
                """
                policies:
                  orders: { quotas: 100/1m }
                  mails: { quotas: 100/1m }
                  com.acme.Orders#create: { quotas: 1/1s }
                """))
        .containsExactly(
            "limitrate.yaml:3: policies.mails, policies.orders: no rule applies the policy, so it"
                + " limits only code that names it, as @RateLimited(policy = \"...\") does: name it"
                + " in a rule, or remove it");
  }

  @Test
  void aPropertyThatMakesAPolicyOfAMistypedNameAsksForTheOneThatIsMeant() {
    Configuration read =
        Reading.read(
            API + "rules: [{ path: /api/*, policies: api }]",
            Reading.DEFAULTS,
            Map.of("limitrate.policies.aip.quotas", "5/1m"));

    assertThat(Reading.warnings(read, ""))
        .containsExactly(
            "system property limitrate.policies.aip.quotas: policies.aip: no rule applies the"
                + " policy; did you mean api, which a rule applies?");
  }

  @Test
  void pathsThatBeginWithTheContextPathAreWarnedOf() {
    String yaml =
        API
            + """
            rules:
              - { path: /shop/api/*, policies: api }
              - path: /shop
                policies: api
            logins: { main: { paths: [/login, /shop/login], page: /shop/login } }
            response: { htmlPage: /shop/limited.html }
            """;

    assertThat(warnings(yaml))
        .containsExactly(
            "limitrate.yaml:3: rules[0].path \"/shop/api/*\": begins with the context path, which"
                + " paths leave out: /shop/api/* stands for /shop/shop/api/*; write /api/*",
            "limitrate.yaml:4: rules[1].path \"/shop\": begins with the context path, which paths"
                + " leave out: /shop stands for /shop/shop; write /",
            "limitrate.yaml:6: logins.main.paths[1] \"/shop/login\": begins with the context path,"
                + " which paths leave out: /shop/login stands for /shop/shop/login; write /login",
            "limitrate.yaml:6: logins.main.page \"/shop/login\": begins with the context path,"
                + " which paths leave out: /shop/login stands for /shop/shop/login; write /login",
            "limitrate.yaml:7: response.htmlPage \"/shop/limited.html\": begins with the context"
                + " path, which paths leave out: /shop/limited.html stands for"
                + " /shop/shop/limited.html; write /limited.html");
    assertThat(Reading.warnings(Reading.read(yaml), "")).isEmpty();
    assertThat(Reading.warnings(Reading.read(yaml), "/sho")).isEmpty();
  }

  @Test
  void aMethodThatIsNearlyACommonOneIsWarnedOf() {
    assertThat(
            warnings(
                API
                    + """
                    rules: [{ path: /api/*, methods: [GTE, POST], policies: api }]
                    logins: { main: { paths: /login, methods: [PSOT] } }
                    """))
        .containsExactly(
            "limitrate.yaml:2: rules[0].methods \"GTE\": is no common method, and requests of other"
                + " methods are not affected; did you mean GET?",
            "limitrate.yaml:3: logins.main.methods \"PSOT\": is no common method, and requests of"
                + " other methods are not affected; did you mean POST?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quotas: 100/1m burst 1",
        "tiers: { free: 100/1m burst 1 }",
        "quotas: 100/m burst 1"
      })
  void aBurstOfOneIsWarnedOf(String quotas) {
    String yaml = "policies: { api: { " + quotas + " } }\nrules: [{ path: /a, policies: api }]";

    assertThat(warnings(yaml))
        .containsExactly(
            "limitrate.yaml:1: policies.api \"100/1m burst 1\": burst 1 rejects the second of two"
                + " calls that come together, whatever the limit: leave the burst out for 100 at"
                + " once, or write 1/600ms if this even pace is meant");
    assertThat(warnings(yaml.replace("100/", "1/"))).isEmpty();
  }

  @Test
  void aQuotaThatAnotherOneAlwaysComesBeforeIsWarnedOf() {
    String yaml =
        """
        policies:
          api: { tiers: { free: "1000/1m, 10/1m" } }
        rules: [{ path: /a, policies: api }]
        """;

    assertThat(warnings(yaml))
        .containsExactly(
            "limitrate.yaml:2: policies.api \"1000/1m\": never decides, unless the costs of calls"
                + " are settled afterwards, because 10/1m never allows more: remove one of the two"
                + " quotas");
  }

  @Test
  void exactCountingWithoutASharedStoreIsWarnedOf() {
    String yaml =
        """
        policies: { api: { quotas: 100/1m, exact: true } }
        rules: [{ path: /a, policies: api }]
        """;

    assertThat(warnings(yaml))
        .containsExactly(
            "limitrate.yaml:1: policies.api.exact \"true\": has no effect, because the store is in"
                + " this process, where every call is counted exactly: remove it, or name a store"
                + " that nodes share");
    assertThat(warnings(yaml.replace("true", "false"))).isEmpty();
    assertThat(
            warnings(
                yaml
                    + """
                    store:
                      redis:
                        address: "redis://127.0.0.1:6379"
                        secret: 00112233445566778899aabbccddeeff
                        nodes: 3
                    """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/users/:id,            /users/{id}",
    "/:tenant/users/:id/*,  /{tenant}/users/{id}/*",
    "/users/<id>,           /users/{id}",
    "/users/<int:id>/*,     /users/{id}/*",
    "/users/[id],           /users/{id}",
  })
  void aVariableInTheNotationOfAnotherFrameworkIsWarnedOf(String path, String meant) {
    String yaml =
        API
            + """
            rules: [{ path: "%1$s", policies: api }]
            logins: { main: { paths: ["%1$s"] } }
            """
                .formatted(path);
    String message =
        " \""
            + path
            + "\": matches only a path with exactly this text, because a variable is written"
            + " {name}; did you mean "
            + meant
            + "?";

    assertThat(warnings(yaml))
        .containsExactly(
            "limitrate.yaml:2: rules[0]" + message,
            "limitrate.yaml:3: logins.main.paths[0]" + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/users/{id}", "/mail:send", "/a/b:c/*", "/users/:", "/a/:b c", "*.:id"})
  void aColonThatBeginsNoNameIsMeant(String path) {
    String yaml = API + "rules: [{ path: \"" + path + "\", policies: api }]";

    assertThat(warnings(yaml)).isEmpty();
  }

  @Test
  void anExemptionOfALoginPathIsWarnedOf() {
    String yaml =
        API
            + """
            rules:
              - { path: /*, policies: api }
              - { path: /auth/*, exempt: true }
            logins: { main: { paths: [/auth/login] } }
            """;

    assertThat(warnings(yaml))
        .containsExactly(
            "limitrate.yaml:4: rules[1] \"/auth/*\": exempts the login path /auth/login from"
                + " policies only, the login counts and blocks attempts there as before: remove"
                + " logins.main.paths[0] to leave this path unguarded, else exempt a path without"
                + " the login's");
    assertThat(warnings(yaml.replace("/auth/*", "/auth/help"))).isEmpty();
  }

  @Test
  void alternativesAfterTheAddressAreWarnedOf() {
    String yaml =
        "policies: { api: { quotas: 1/1s, key: ip | user } }\nrules: [{ path: /a, policies: api }]";

    assertThat(warnings(yaml))
        .containsExactly(
            "limitrate.yaml:1: policies.api.key \"ip | user\": every request has an address, so the"
                + " alternatives after ip count only calls outside of HTTP: put ip last, as in user"
                + " | ip");
    assertThat(warnings(yaml.replace("ip | user", "ip+user | ip"))).isEmpty();
  }

  @Test
  void aLoginWithoutPathsIsWarnedOf() {
    assertThat(warnings("logins: { main: {} }"))
        .containsExactly(
            "limitrate.yaml:1: logins.main: has no paths, so it guards only what code names it for,"
                + " such as @LoginProtected(\"main\")");
    assertThat(warnings("logins: { main: { paths: /login }, mian: {} }"))
        .singleElement()
        .asString()
        .startsWith("limitrate.yaml:1: logins.mian: ")
        .endsWith("; did you mean main?");
  }

  @Test
  void aBuilderIsWarnedOfTheSame() {
    Policy api = Policy.builder("api").quotas("100/1m burst 1").build();
    Policy unused = Policy.builder("x").tier("free", Quotas.parse("1/1s")).build();
    Configuration configuration =
        Configuration.builder()
            .rule(new Rule.Limit("/shop/api", Set.of("GTE"), List.of(api)))
            .policy(api)
            .policy(unused)
            .login(LoginSettings.builder("main").build())
            .build();

    assertThat(Reading.warnings(configuration, "/shop"))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("policies.x: no rule applies "))
        .anyMatch(line -> line.startsWith("policies.api \"100/1m burst 1\": "))
        .anyMatch(line -> line.startsWith("rules[0].path \"/shop/api\": "))
        .anyMatch(line -> line.startsWith("rules[0].methods \"GTE\": "))
        .anyMatch(line -> line.startsWith("logins.main: has no paths"));
  }

  private static List<String> warnings(String yaml) {
    return Reading.warnings(Reading.read(yaml), "/shop");
  }
}
