package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.KeySpec;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.Rule;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.login.LoginSettings;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SystemPropertiesTest {
  private static final String FILE =
      """
      store: { caffeine: { maxEntries: 10 } }
      tiers: [{ header: X-Api-Key, values: { k1: gold } }]
      policies:
        api: { quotas: 10/1m, key: user }
        com.acme.Orders#create: { quotas: 1/1m, shadow: true }
        tiered: { tiers: { free: 1/1s, gold: 2/1s } }
      rules:
        - { path: /a, policies: api }
        - { path: /b, policies: api }
      """;

  @Test
  void aPropertyChangesOneSettingOfTheFile() {
    Configuration read = over(FILE, Map.of("limitrate.policies.api.quotas", "5/1s, 50/1m"));

    Policy api = read.policies().get("api");
    assertThat(api.quotas()).isEqualTo(Quotas.parse("5/1s, 50/1m"));
    assertThat(api.key()).isEqualTo(KeySpec.parse("user"));
    assertThat(read.store()).isEqualTo(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10));
  }

  @Test
  void aPropertyAddsWhatTheFileDoesNotHave() {
    Configuration read =
        over(
            "",
            Map.of(
                "limitrate.policies.api.quotas",
                "5/1s",
                "limitrate.store.ehcache.maxEntries",
                "7"));

    assertThat(read.policies().get("api").quotas()).isEqualTo(Quotas.parse("5/1s"));
    assertThat(read.store()).isEqualTo(new StoreSettings.InProcess(new LocalSource.Ehcache(), 7));
  }

  @Test
  void bracketsHoldNamesWithDotsAndIndexes() {
    Configuration read =
        over(
            FILE,
            Map.of(
                "limitrate.policies[com.acme.Orders#create].quotas", "9/1m",
                "limitrate.rules[1].path", "/c",
                "limitrate.tiers[0].values[k.2]", "free"));

    Policy create = read.policies().get("com.acme.Orders#create");
    assertThat(create.quotas()).isEqualTo(Quotas.parse("9/1m"));
    assertThat(create.shadow()).isTrue();
    assertThat(read.rules()).extracting(Rule::path).containsExactly("/a", "/c");
  }

  @Test
  void aListIsOneTextWithCommas() {
    Configuration read =
        over(
            FILE,
            Map.of(
                "limitrate.response.headers", "x-ratelimit, ietf",
                "limitrate.rules[0].methods", "get,post",
                "limitrate.trustedProxies", "10.0.0.0/8,192.0.2.0/24"));

    assertThat(read.response().dialects()).hasSize(2);
    assertThat(read.rules().get(0).methods()).isEqualTo(Set.of("GET", "POST"));
    assertThat(read.proxies().ranges()).hasSize(2);
  }

  @Test
  void otherPropertiesAreOthers() {
    assertThat(over("", Map.of("java.version", "17", "limitrate-x", "y")).policies()).isEmpty();
  }

  @Test
  void errorsNameTheProperty() {
    Map<String, String> properties =
        Map.of(
            "limitrate.policies.api.quotas", "5/0s",
            "limitrate.policies.api.quotas.x", "1",
            "limitrate.rules[2].path", "/x",
            "limitrate.rules.first.path", "/x",
            "limitrate.rules[0", "/x",
            "limitrate.", "x",
            "limitrate.a\nb[", "x",
            "limitrate.store.caffeine.size", "1",
            "limitrate.store.maxEntries", "1",
            "limitrate.store.caffeine.maxEntries", " ");

    assertThat(Reading.errors(FILE, properties))
        .containsExactlyInAnyOrder(
            "system property limitrate.policies.api.quotas: policies.api.quotas[0] \"5/0s\":"
                + " window must be positive",
            "system property limitrate.policies.api.quotas.x: the value of system property"
                + " limitrate.policies.api.quotas is a single value and has no settings",
            "system property limitrate.rules[2].path: the list has no element [2], it has 2 (a"
                + " property for the list of one application names it: limitrate[/shop].rules[0])",
            "system property limitrate.rules.first.path: the list has no element [first], it has 2"
                + " (a property for the list of one application names it:"
                + " limitrate[/shop].rules[0])",
            "system property limitrate.rules[0: must be the path of a setting, such as"
                + " limitrate.rules[0].path",
            "system property limitrate.: must be the path of a setting, such as"
                + " limitrate.rules[0].path",
            "system property limitrate.a\uFFFDb[: must be the path of a setting, such as"
                + " limitrate.rules[0].path",
            "system property limitrate.store.caffeine.size: store.caffeine.size: unknown key, known"
                + " here are maxEntries",
            "system property limitrate.store.maxEntries: store.maxEntries: belongs to the provider:"
                + " write store.caffeine.maxEntries",
            "system property limitrate.store.caffeine.maxEntries: store.caffeine.maxEntries: has no"
                + " value");
  }

  @Test
  void theSecretOfASharedStoreCanBeAProperty() {
    String store = "store: { hazelcast: { config: hazelcast.xml } }";
    Map<String, String> good =
        Map.of("limitrate.store.hazelcast.secret", "00112233445566778899aabbccddeeff");
    Map<String, String> bad =
        Map.of("limitrate.store.hazelcast.secret", "00112233445566778899aabbccddee");

    StoreSettings read = over(store, good).store();

    assertThat(read)
        .isInstanceOfSatisfying(
            StoreSettings.Shared.class,
            shared ->
                assertThat(shared.secret())
                    .isEqualTo(
                        Key.secret(
                            HexFormat.of()
                                .parseHex(good.get("limitrate.store.hazelcast.secret")))));
    assertThat(Reading.errors(store, bad))
        .containsExactly(
            "system property limitrate.store.hazelcast.secret: store.hazelcast.secret \"***\": must"
                + " be 32 hexadecimal digits, the same on every node");
  }

  @Test
  void propertiesReachLoginsAndChallenges() {
    String file =
        """
        logins: { main: { paths: [/login, /signin], device: { lifetime: 1d } } }
        challenges: { humans: { provider: turnstile, siteKey: k } }
        """;

    Configuration read =
        over(
            file,
            Map.of(
                "limitrate.logins.main.paths[1]", "/api/login",
                "limitrate.logins.main.methods", "post,put",
                "limitrate.logins.main.address.spraying.failing", "50%",
                "limitrate.logins.main.device", "none",
                "limitrate.logins.main.challenge", "humans",
                "limitrate.logins.admin.user.failures", "3/1d",
                "limitrate.challenges.humans.secret", "hush",
                "limitrate.admin.jmx", "true"));

    LoginSettings main = read.logins().get("main");
    assertThat(main.paths()).containsExactly("/login", "/api/login");
    assertThat(main.methods()).containsExactlyInAnyOrder("POST", "PUT");
    assertThat(main.address().spraying().failingPercent()).isEqualTo(50);
    assertThat(main.device()).isEmpty();
    assertThat(((SiteVerify) main.challenge()).secret()).isEqualTo("hush");
    assertThat(read.logins().get("admin").user().failures().limit()).isEqualTo(3);
    assertThat(read.jmx()).isTrue();
  }

  @Test
  void noErrorShowsASecretOfALogin() {
    List<String> errors =
        Reading.errors("", Map.of("limitrate.logins.main.device.keys", "s3cret1,s3cret2"));

    assertThat(errors)
        .containsExactlyInAnyOrder(
            "system property limitrate.logins.main.device.keys: logins.main.device.keys[0] \"***\":"
                + " must be 64 hexadecimal digits, the same on every node",
            "system property limitrate.logins.main.device.keys: logins.main.device.keys[1] \"***\":"
                + " must be 64 hexadecimal digits, the same on every node");
  }

  @Test
  void noErrorShowsAnApiKey() {
    List<String> errors =
        Reading.errors(
            FILE,
            Map.of(
                "limitrate.tiers[0].values.s3cret", "",
                "limitrate.tiers[0].values[s3cret.2]", "",
                "limitrate.tiers[0].values[s3cret", "gold"));

    assertThat(errors)
        .hasSize(3)
        .allMatch(line -> line.startsWith("system property limitrate.tiers[0].values[***]: "))
        .noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void theFileGoesOverTheBase() {
    Policy api = Policy.builder("api").quotas("1/1s").build();
    Policy other = Policy.builder("other").quotas("2/1s").build();
    Configuration base =
        Configuration.builder()
            .limit("/base/*", api, other)
            .exempt("/base/free")
            .proxies(TrustedProxies.none())
            .listener(charge -> {})
            .build();

    Configuration read =
        Reading.read(
            "policies: { api: { quotas: 9/1s } }\nrules: [{ path: /file, policies: other }]",
            base,
            Map.of());

    Policy replaced = read.policies().get("api");
    assertThat(replaced.quotas()).isEqualTo(Quotas.parse("9/1s"));
    assertThat(read.rules())
        .containsExactly(
            new Rule.Limit("/base/*", Set.of(), List.of(replaced, other)),
            new Rule.Exempt("/base/free", Set.of()),
            new Rule.Limit("/file", Set.of(), List.of(other)));
    assertThat(read.listeners()).isEqualTo(base.listeners());
  }

  private static Configuration over(String yaml, Map<String, String> properties) {
    return Reading.read(yaml, Reading.DEFAULTS, properties);
  }
}
