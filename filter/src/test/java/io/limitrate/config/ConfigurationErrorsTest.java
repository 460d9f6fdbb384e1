package io.limitrate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.internal.yaml.Reading;
import io.limitrate.login.LoginSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationErrorsTest {
  /** Reads the blocks of errors.txt: a file, then an arrow and the file's only error. */
  static List<Arguments> wrongFiles() throws IOException {
    try (InputStream in = ConfigurationErrorsTest.class.getResourceAsStream("errors.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.strip().split("\n\n"))
          .map(block -> block.split("\n=> ", 2))
          .map(parts -> Arguments.of(parts[0], parts[1]))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void namesPlaceValueAndRule(String yaml, String error) {
    assertThat(Reading.errors(yaml)).containsExactly(error);
  }

  @Test
  void listsAllErrorsInTheOrderOfTheFile() {
    List<String> errors =
        Reading.errors(
            """
            rules:
              - { path: /a, policies: [missing] }
              - { path: nowhere, policies: [broken] }
            response: { body: none }
            policies:
              broken: { quotas: 5/0s, key: nobody }
              unused: { quotas: 1/1s, colour: red }
            store: { caffeine: { maxEntries: none } }
            """);

    assertThat(errors)
        .containsExactly(
            "limitrate.yaml:2: rules[0].policies[0] \"missing\": no such policy, known are broken,"
                + " unused",
            "limitrate.yaml:3: rules[1].path \"nowhere\": must start with / or *.; did you mean"
                + " /nowhere?",
            "limitrate.yaml:4: response.body \"none\": must be one of empty, error-page, problem",
            "limitrate.yaml:6: policies.broken.quotas[0] \"5/0s\": window must be positive",
            "limitrate.yaml:6: policies.broken.key \"nobody\": unknown part nobody, known are"
                + " global, ip, user, session, endpoint, apikey, role:NAME, header:NAME,"
                + " cookie:NAME, query:NAME, form:NAME, json:/POINTER, path:NAME, param:NAME,"
                + " resolver:NAME; did you mean query:nobody, form:nobody or json:/nobody, or"
                + " param:nobody at an annotation?",
            "limitrate.yaml:7: policies.unused.colour: unknown key, known here are quotas, tiers,"
                + " in-flight, schedule, quotas-from, key, cost, count, allow, ban, reserve,"
                + " failure, shadow, enforce, exact",
            "limitrate.yaml:8: store.caffeine.maxEntries \"none\": must be a whole number of at"
                + " least 1");
  }

  @Test
  void theMessageHasEveryErrorOnALine() {
    ConfigurationException e = new ConfigurationException(List.of("a: b", "c: d"));

    assertThat(e).hasMessage("2 errors in the configuration:\n  a: b\n  c: d");
  }

  @Test
  void noErrorShowsAnApiKey() {
    String yaml =
        """
        tiers:
          - header: X-Api-Key
            values:
              s3cret-1: [s3cret]
              s3cret-2:
              s3cret-3: { s3cret: a }
              s3cret-4: gold
              s3cret-4: gold
              ? [s3cret]
              : gold
        """;

    assertThat(Reading.errors(yaml)).isNotEmpty().noneMatch(line -> line.contains("s3cret"));
    assertThat(Reading.errors(yaml.replaceAll("(?m)^.*\\?.*\n.*\n", "")))
        .hasSize(4)
        .noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void noErrorShowsASecretOfALogin() {
    List<String> errors =
        Reading.errors(
            """
            logins:
              a: { device: { keys: [s3cret, [s3cret], { s3cret: s3cret }] } }
              b: { device: { keys: { s3cret: s3cret } } }
              c: { device: { keys: s3cret } }
            challenges:
              a: { provider: turnstile, siteKey: k, secret: [s3cret] }
              b: { provider: altcha, secret: s3cret }
              c: { provider: turnstile, siteKey: k, secret: s3cret, url: "https://s3cret@a b" }
              d: { provider: turnstile, siteKey: k, secret: s3cret, url: "https://s3cret@a" }
            """);

    assertThat(errors).hasSize(9).noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void noSettingShowsItsSecret() {
    Configuration read =
        Reading.read(
            """
            logins: { a: { challenge: c, device: { keys: 5e5e%s } } }
            challenges: { c: { provider: turnstile, siteKey: k, secret: s3cret } }
            """
                .formatted("0".repeat(60)));

    LoginSettings login = read.logins().get("a");
    assertThat(login + " " + login.challenge() + login.device())
        .doesNotContain("s3cret")
        .doesNotContain("5e5e");
  }

  @Test
  void aPolicyOfTheFileHasToFitTheRulesOfTheBase() {
    Configuration base =
        Configuration.builder()
            .limit("/items", Policy.builder("api").quotas("1/1s").build())
            .build();

    assertThat(Reading.errors("policies: { api: { quotas: 9/1s, key: path:id } }", base))
        .containsExactly(
            "limitrate.yaml:1: policies.api \"api\": the policy reads path:id, but /items has no"
                + " {id}");
  }
}
