package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.CallerList;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.ChallengeSettings.Algorithm;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.config.CallerLists;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.internal.engine.TestCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersBinderTest {
  private static final CallerList EVE = CallerLists.anyOf(CallerLists.users("eve"));

  /** A list of the application. */
  public static final class Blocked implements CallerList {
    @Override
    public boolean contains(Call call) {
      return "blocked".equals(call.user());
    }
  }

  @TempDir private Path directory;

  private static boolean allowed(String yaml, TestCall call) {
    return Reading.read(yaml).lists().allow().orElseThrow().contains(call);
  }

  @Test
  void readsEveryKindOfEntry() throws Exception {
    Path file = Files.writeString(directory.resolve("office.txt"), "198.51.100.0/24\n");
    String yaml =
        """
        trustedProxies: 10.0.0.0/8
        allow:
          ranges: [203.0.113.0/24, "2001:db8::/32"]
          users: [alice, bob]
          roles: operator
          apikeys: [key-1]
          headers: { X-Partner: [partner-1] }
          countries: { header: CF-IPCountry, codes: [DE, at] }
          files: [%s]
          classes: [%s]
        """
            .formatted(file, Blocked.class.getName());

    assertThat(allowed(yaml, new TestCall().with("ip", "203.0.113.9"))).isTrue();
    assertThat(allowed(yaml, new TestCall().with("ip", "2001:db8::9"))).isTrue();
    assertThat(allowed(yaml, new TestCall().with("ip", "198.51.100.9"))).isTrue();
    assertThat(allowed(yaml, new TestCall().with("ip", "192.0.2.9"))).isFalse();
    assertThat(allowed(yaml, new TestCall().with("user", "bob"))).isTrue();
    assertThat(allowed(yaml, new TestCall().with("user", "blocked"))).isTrue();
    assertThat(allowed(yaml, new TestCall().with("user", "carol"))).isFalse();
    assertThat(allowed(yaml, new TestCall().with("role:operator", ""))).isTrue();
    assertThat(allowed(yaml, new TestCall().with("header:x-api-key", "key-1"))).isTrue();
    assertThat(allowed(yaml, new TestCall().with("header:x-partner", "partner-1"))).isTrue();
    assertThat(allowed(yaml, new TestCall().with("header:x-partner", "key-1"))).isFalse();
  }

  @Test
  void aBuilderSaysTheSame() {
    Configuration read =
        Reading.read(
            """
            allow: { ranges: [203.0.113.0/24], userAgents: "*Bot*" }
            deny: { users: mallory, status: 429 }
            policies: { api: { quotas: 1/1s, allow: { roles: operator } } }
            rules:
              - { path: /*, policies: api }
              - { path: /*, exempt: { apikeys: key-1 } }
            """);

    assertThat(read.lists())
        .isEqualTo(
            CallerLists.NONE
                .allowing(
                    CallerLists.anyOf(
                        CallerLists.ranges("203.0.113.0/24"), CallerLists.userAgents("*bot*")))
                .denying(CallerLists.anyOf(CallerLists.users("mallory")), 429));
    assertThat(read.policies().get("api").allow())
        .contains(CallerLists.anyOf(CallerLists.roles("operator")));
    assertThat(read.rules().get(1))
        .isInstanceOfSatisfying(
            Rule.Exempt.class,
            exempt ->
                assertThat(exempt.callers())
                    .contains(CallerLists.anyOf(CallerLists.apiKeys("key-1"))));
  }

  @Test
  void deniedCallersMaySolveAChallenge() {
    ProofOfWork work =
        new ProofOfWork(Algorithm.PBKDF2_SHA256, 500, 2, ChallengeSettings.DEFAULT.life());

    assertThat(Reading.read("deny: { users: eve, challenge: altcha }").lists())
        .isEqualTo(CallerLists.NONE.denying(EVE, CallerLists.Pass.DEFAULT));
    assertThat(
            Reading.read(
                    """
                    deny: { users: eve, challenge: easy, pass: 5m }
                    challenges:
                      easy: { provider: altcha, cost: 500, prefix: 2 }
                    """)
                .lists())
        .isEqualTo(
            CallerLists.NONE.denying(EVE, new CallerLists.Pass(work, Duration.ofMinutes(5))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "challenge: none; deny.challenge \"none\": deny needs a challenge of the provider altcha",
        "challenge: site; deny.challenge \"site\": deny needs a challenge of the provider altcha",
        "challenge: altsha; deny.challenge \"altsha\": no such challenge",
        "challenge: altcha, status: 429; deny.status: must be left out: a challenge is sent with the status 403",
        "challenge: altcha, pass: 30s; deny.pass \"30s\": must be",
        "pass: 1h; deny.pass: must be left out: it needs challenge: altcha",
      })
  void aChallengeThatCannotBeSentIsAnError(String entry, String message) {
    assertThat(
            Reading.errors(
                """
                deny: { users: eve, %s }
                logins: { main: { paths: /login, challenge: site } }
                challenges:
                  site: { provider: hcaptcha, siteKey: a, secret: b }
                """
                    .formatted(entry)))
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void messagesShowNoKeys() {
    assertThat(Reading.errors("allow: { apikeys: [s3cret, s3cret], headers: { 'X Y': s3cret } }"))
        .hasSize(2)
        .noneMatch(error -> error.contains("s3cret"));
  }

  @Test
  void aPatternWithACommaIsAnElementOfAList() {
    String pattern = "*(KHTML, like Gecko) BadBot*";

    assertThat(Reading.read("deny: { userAgents: ['" + pattern + "'] }").lists().deny())
        .contains(CallerLists.anyOf(CallerLists.userAgents(pattern)));
    assertThat(Reading.errors("deny: { userAgents: '" + pattern + "' }"))
        .containsExactly(
            "limitrate.yaml:1: deny.userAgents \""
                + pattern
                + "\": could be one pattern or several: write a list, such as [\"*bot*\"]");
  }

  @Test
  void aSectionOfTheFileReplacesThatOfTheBuilder() {
    Configuration base =
        Configuration.builder()
            .lists(
                CallerLists.NONE
                    .allowing(CallerLists.users("alice"))
                    .denying(CallerLists.users("mallory"), 429))
            .build();

    Configuration read = Reading.read("deny: { users: eve }", base, Map.of());

    assertThat(read.lists())
        .isEqualTo(base.lists().denying(CallerLists.anyOf(CallerLists.users("eve"))));
  }

  @Test
  void warnsOfListsThatExemptOrDenyEverybody() {
    Configuration read =
        Reading.read(
            """
            allow: { userAgents: "*Bot*" }
            policies: { api: { quotas: 1/1s, allow: { ranges: 0.0.0.0/0 } } }
            rules: [{ path: /*, policies: api }]
            """);

    assertThat(Reading.warnings(read, ""))
        .containsExactly(
            "limitrate.yaml:1: allow.userAgents \"userAgents *bot*\": exempts every client that"
                + " sends such a User-Agent, and any client can: add ranges or apikeys instead",
            "limitrate.yaml:2: policies.api.allow.ranges \"0.0.0.0/0\": exempts every client");
    assertThat(Reading.warnings(Reading.read("deny: { ranges: '::/0' }"), ""))
        .containsExactly("limitrate.yaml:1: deny.ranges \"::/0\": denies every client");
    assertThat(
            Reading.warnings(
                Reading.read("{ allow: { ranges: 10.0.0.0/8 }, deny: { ranges: 0.0.0.0/0 } }"), ""))
        .isEmpty();
  }
}
