package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.KeySpec;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.ResponseSettings;
import io.limitrate.config.ResponseSettings.Body;
import io.limitrate.config.ResponseSettings.Dialect;
import io.limitrate.config.Rule;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.cdi.CdiLoginListener;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.ForwardingHeader;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.internal.yaml.Reading.Request;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
  private static final String EVERYTHING =
      """
      store: { caffeine: { maxEntries: 500_000 } }
      trustedProxies: { ranges: [10.0.0.0/8, "2001:db8::/32"], header: Forwarded, ipv6Prefix: 56 }
      tiers:
        - { role: premium-customer, tier: premium }
        - { header: X-Api-Key, values: { premium-demo: premium, free-demo: free } }
        - { resolver: io.limitrate.internal.yaml.Samples$EveryoneIsGold }
      policies:
        api:
          key: user | ip
          tiers: { free: 10/1m, premium: [100/1m burst 20, 5000/1d], gold: "1000/1m, 9000/1d" }
        stock: { quotas: 1000/1s burst 200, key: global }
        tokens:
          quotas: [2000/1m]
          key: apikey
          cost: { from: json:/max_tokens, default: 100, max: 4000 }
          failure: closed
          enforce: 25%
        heavy: { quotas: 50/1h, cost: 5, shadow: true, failure: open }
        product: { quotas: 5/1s, key: "ip+path:id" }
        own: { quotas: 1/1s, key: "resolver:io.limitrate.internal.yaml.Samples$TenantKey" }
      rules:
        - { path: /api/*, methods: [GET, post], policies: [api, tokens] }
        - { path: "/api/products/{id}", methods: GET, policies: product }
        - { path: /api/health, exempt: true }
      response: { headers: [x-ratelimit-delta, ietf], body: problem, htmlPage: /WEB-INF/limited.jsp }
      listeners: ["io.limitrate.internal.yaml.Samples$Counter"]
      """;

  private final Configuration everything = Reading.read(EVERYTHING);

  @Test
  void readsTheStore() {
    assertThat(everything.store())
        .isEqualTo(new StoreSettings.InProcess(new LocalSource.Caffeine(), 500_000));
  }

  @Test
  void readsCachesOfTheApplication() {
    Configuration named = Reading.read("store: { cache: { name: mine, rejected: theirs } }");
    Configuration chosen =
        Reading.read("store: { cache: { name: mine, provider: com.acme.Caches } }");

    assertThat(named.store())
        .isEqualTo(
            new StoreSettings.InProcess(new LocalSource.Application("default", "mine", "theirs")));
    assertThat(chosen.store())
        .isEqualTo(
            new StoreSettings.InProcess(
                new LocalSource.Application("com.acme.Caches", "mine", null)));
  }

  @Test
  void readsSharedStores() {
    assertThat(
            Reading.read(
                    """
                    store:
                      redis:
                        address: "redis://127.0.0.1:6379"
                        secret: 00112233445566778899aabbccddeeff
                        namespace: shop
                        nodes: 3
                        timeout: 20ms
                        maxEntries: 5_000
                    """)
                .store())
        .isEqualTo(
            shared(new SharedSource.RedisAddress("redis://127.0.0.1:6379"))
                .namespace("shop")
                .nodes(3)
                .timeout(Duration.ofMillis(20))
                .maxEntries(5_000)
                .build());
    assertThat(
            Reading.read(
                    """
                    store:
                      shared-cache: { name: limits, secret: 00112233445566778899AABBCCDDEEFF }
                    """)
                .store())
        .isEqualTo(shared(new SharedSource.Application("default", "limits")).build());
  }

  @ParameterizedTest
  @EnumSource(SharedSource.Provider.class)
  void everyProviderOfSharedStoresHasItsOwnConfiguration(SharedSource.Provider provider) {
    String yaml =
        """
        store:
          %s: { config: "classpath:c.xml", secret: 00112233445566778899aabbccddeeff }
        """;

    String name = provider.name().toLowerCase(Locale.ROOT).replace('_', '-');

    StoreSettings store = Reading.read(yaml.formatted(name)).store();

    assertThat(store)
        .isEqualTo(shared(new SharedSource.Configured(provider, "classpath:c.xml")).build());
  }

  private static StoreSettings.Shared.Builder shared(SharedSource source) {
    byte[] secret = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
    return StoreSettings.shared(source, Key.secret(secret));
  }

  @Test
  void aPolicyCanCountLocallyWhereTheShareOfANodeIsKnown() {
    String policies = "policies: { a: { quotas: 1/1s, failure: local, exact: true } }\n";
    String shared =
        """
        store:
          shared-cache:
            name: limits
            secret: 00112233445566778899aabbccddeeff
            nodes: 2
        """;

    assertThat(Reading.read(policies).policies().get("a").failure()).isEqualTo(FailureRule.LOCAL);
    assertThat(Reading.read(policies + shared).policies().get("a").exact()).isTrue();
    assertThat(Reading.read("policies: { a: { quotas: 1/1s } }").policies().get("a").exact())
        .isFalse();
  }

  @Test
  void readsTrustedProxies() {
    assertThat(everything.proxies())
        .isEqualTo(
            new TrustedProxies(
                List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8::/32")),
                56,
                ForwardingHeader.FORWARDED,
                false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trustedProxies: [10.0.0.0/8, unix]",
        "trustedProxies: UNIX, 10.0.0.0/8",
        "trustedProxies: { ranges: [10.0.0.0/8, unix] }"
      })
  void readsTheWordForProxiesWithoutAnAddress(String yaml) {
    TrustedProxies proxies = Reading.read(yaml).proxies();

    assertThat(proxies.unix()).isTrue();
    assertThat(proxies.ranges()).containsExactly(Cidr.parse("10.0.0.0/8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trustedProxies: [10.0.0.0/8, 192.0.2.1]",
        "trustedProxies: 10.0.0.0/8, 192.0.2.1",
        "trustedProxies:\n- 10.0.0.0/8\n- 192.0.2.1",
        "trustedProxies: { ranges: [10.0.0.0/8, 192.0.2.1], header: x-forwarded-for }",
      })
  void readsTrustedProxiesInAllTheirForms(String yaml) {
    TrustedProxies expected =
        TrustedProxies.of(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("192.0.2.1")));

    assertThat(Reading.read(yaml).proxies()).isEqualTo(expected);
  }

  @Test
  void anIpv6PrefixNeedsNoProxies() {
    TrustedProxies proxies = Reading.read("trustedProxies: { ipv6Prefix: 48 }").proxies();

    assertThat(proxies.ranges()).isEmpty();
    assertThat(proxies.ipv6PrefixBits()).isEqualTo(48);
  }

  @Test
  void readsPolicies() {
    Policy tokens = policy("tokens");
    Policy heavy = policy("heavy");

    assertThat(everything.policies())
        .containsOnlyKeys("api", "stock", "tokens", "heavy", "product", "own");
    assertThat(policy("stock").quotas()).isEqualTo(Quotas.parse("1000/1s burst 200"));
    assertThat(policy("stock").key()).isEqualTo(KeySpec.GLOBAL);
    assertThat(policy("stock").tiers()).isEmpty();
    assertThat(tokens.key()).isEqualTo(KeySpec.parse("apikey"));
    assertThat(tokens.failure()).isEqualTo(FailureRule.CLOSED);
    assertThat(tokens.shadow()).isFalse();
    assertThat(tokens.enforce()).isEqualTo("25%");
    assertThat(heavy.key()).isEqualTo(KeySpec.parse("ip"));
    assertThat(heavy.failure()).isEqualTo(FailureRule.OPEN);
    assertThat(heavy.shadow()).isTrue();
    assertThat(heavy.enforce()).isEqualTo("0%");
    assertThat(policy("own").key().names("resolver"))
        .containsExactly("io.limitrate.internal.yaml.Samples$TenantKey");
  }

  @Test
  void readsCallsInFlightAloneBesideQuotasAndBesideTiers() {
    Configuration configuration =
        Reading.read(
            """
            policies:
              alone: { in-flight: 20 }
              beside: { quotas: 10/1m, in-flight: { calls: 3, longest: 10m } }
              tiers: { tiers: { free: 10/1m, premium: [100/1m, 900/1h] }, in-flight: { calls: 2 } }
              quota: { quotas: 7 in-flight longest 1h }
            tiers: [{ role: vip, tier: premium }]
            """);

    assertThat(configuration.policies().get("alone").quotas()).hasToString("20 in-flight");
    assertThat(configuration.policies().get("beside").quotas())
        .hasToString("10/1m, 3 in-flight longest 10m");
    assertThat(configuration.policies().get("tiers").tiers().get("free"))
        .hasToString("10/1m, 2 in-flight");
    assertThat(configuration.policies().get("tiers").tiers().get("premium"))
        .hasToString("100/1m, 900/1h, 2 in-flight");
    assertThat(configuration.policies().get("quota").quotas())
        .hasToString("7 in-flight longest 1h");
  }

  @Test
  void readsTheQuotasOfTiers() {
    Policy api = policy("api");

    assertThat(api.key()).isEqualTo(KeySpec.parse("user | ip"));
    assertThat(api.tiers()).containsOnlyKeys("free", "premium", "gold");
    assertThat(api.tiers().get("free")).hasToString("10/1m");
    assertThat(api.tiers().get("premium")).hasToString("100/1m burst 20, 5000/1d");
    assertThat(api.tiers().get("gold")).hasToString("1000/1m, 9000/1d");
    assertThat(api.quotas()).isEqualTo(api.tiers().get("free"));
  }

  @Test
  void theFirstEntryThatGivesATierDecides() {
    Policy api = policy("api");

    assertThat(Reading.quotas(api, Request.ofRole("premium-customer"))).startsWith("100/1m");
    assertThat(Reading.quotas(api, Request.ofApiKey("premium-demo"))).startsWith("100/1m");
    assertThat(Reading.quotas(api, Request.ofApiKey("free-demo"))).isEqualTo("10/1m");
    assertThat(Reading.quotas(api, Request.ofApiKey("Free-Demo"))).startsWith("1000/1m");
    assertThat(Reading.quotas(api, Request.EMPTY)).startsWith("1000/1m");
  }

  @Test
  void aCallWithoutATierHasTheFirstOfThePolicy() {
    Configuration configuration =
        Reading.read(
            """
            tiers: [{ role: vip, tier: premium }]
            policies: { api: { tiers: { anyone: 1/1s, premium: 9/1s } } }
            """);
    Policy api = configuration.policies().get("api");

    assertThat(Reading.quotas(api, Request.EMPTY)).isEqualTo("1/1s");
    assertThat(Reading.quotas(api, Request.ofRole("vip"))).isEqualTo("9/1s");
  }

  @Test
  void readsCosts() {
    Policy tokens = policy("tokens");

    assertThat(policy("stock").cost(Request.EMPTY)).isEqualTo(1);
    assertThat(policy("heavy").cost(Request.EMPTY)).isEqualTo(5);
    assertThat(tokens.cost(Request.ofBody("1500"))).isEqualTo(1500);
    assertThat(tokens.cost(Request.ofBody("99999"))).isEqualTo(4000);
    assertThat(tokens.cost(Request.EMPTY)).isEqualTo(100);
  }

  @Test
  void readsRulesInTheirOrder() {
    assertThat(everything.rules())
        .containsExactly(
            new Rule.Limit(
                "/api/*", Set.of("GET", "POST"), List.of(policy("api"), policy("tokens"))),
            new Rule.Limit("/api/products/{id}", Set.of("GET"), List.of(policy("product"))),
            new Rule.Exempt("/api/health", Set.of()));
  }

  @Test
  void readsTheResponse() {
    assertThat(everything.response())
        .isEqualTo(
            new ResponseSettings(
                Set.of(Dialect.X_RATELIMIT_DELTA, Dialect.IETF),
                Body.PROBLEM,
                Optional.of("/WEB-INF/limited.jsp")));
    assertThat(Reading.read("response: { headers: [], body: error-page }").response())
        .isEqualTo(new ResponseSettings(Set.of(), Body.ERROR_PAGE, Optional.empty()));
    assertThat(Reading.read("response: { body: EMPTY }").response())
        .isEqualTo(new ResponseSettings(Set.of(Dialect.X_RATELIMIT), Body.EMPTY, Optional.empty()));
  }

  @Test
  void readsListeners() {
    assertThat(everything.listeners()).hasSize(1).first().isInstanceOf(Samples.Counter.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "{}", "~", "\uFEFF", "--- {}\n...\n"})
  void anEmptyFileIsTheDefaults(String yaml) {
    Configuration configuration = Reading.read(yaml);

    assertThat(configuration.store()).isEqualTo(StoreSettings.DEFAULT);
    assertThat(configuration.proxies()).isEqualTo(TrustedProxies.none());
    assertThat(configuration.policies()).isEmpty();
    assertThat(configuration.rules()).isEmpty();
    assertThat(configuration.response()).isEqualTo(ResponseSettings.DEFAULT);
    assertThat(configuration.listeners()).isEmpty();
    assertThat(configuration.logins()).isEmpty();
    assertThat(configuration.loginListeners()).singleElement().isInstanceOf(CdiLoginListener.class);
    assertThat(configuration.jmx()).isFalse();
  }

  @Test
  void anAliasRepeatsItsAnchor() {
    Configuration configuration =
        Reading.read(
            """
            policies:
              a: &usual { quotas: &q 5/1s, key: user }
              b: *usual
              c: { quotas: *q }
            """);

    assertThat(configuration.policies().get("b").key()).isEqualTo(KeySpec.parse("user"));
    assertThat(configuration.policies().get("c").quotas()).isEqualTo(Quotas.parse("5/1s"));
  }

  private Policy policy(String name) {
    return everything.policies().get(name);
  }
}
