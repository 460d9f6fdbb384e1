package io.limitrate.internal.yaml;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.yaml.Reading.Request;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The reader accepts any text or rejects the text with a {@link ConfigurationException}. */
class ConfigurationReaderFuzzTest {
  private static final String VALID =
      """
      store: { ehcache: { maxEntries: 1000000 } }
      trustedProxies: [10.0.0.0/8]
      tiers:
        - { role: vip, tier: premium }
        - { header: X-Api-Key, values: { k: premium } }
      policies:
        api: { key: user | ip, tiers: { free: 10/1m, premium: 100/1m burst 20 } }
        tokens: { quotas: [2000/1m], cost: { from: json:/max, default: 100, max: 2000 } }
      rules:
        - { path: /api/*, methods: [GET], policies: [api] }
        - { path: /api/health, exempt: true }
      response: { headers: [x-ratelimit], body: problem }
      logins:
        main:
          paths: [/login]
          username: form:user | json:/user
          address: { attempts: 5/1m, block: 5m, spraying: { names: 9/10m, failing: 80% } }
          device: { lifetime: 180d, path: /, cookie: known }
          escalation: { factor: 2, max: 1h, memory: 1d }
          outcome: { failure: [401, /login?error], success: [/home] }
          challenge: humans
          failure: local
      challenges:
        humans: { provider: turnstile, siteKey: k, secret: s, hostnames: [a], url: "https://a/" }
        altcha: { provider: altcha, cost: 5000, prefix: 2, life: 5m }
      admin: { jmx: true }
      """;

  @Property
  void anyTextIsReadOrRejected(@ForAll String text) {
    readOrReject(text, Map.of());
  }

  @Property
  void anyYamlIsReadOrRejected(@ForAll("yaml") String text) {
    readOrReject(text, Map.of());
  }

  @Property
  void anyChangeOfAValidFileIsReadOrRejected(
      @ForAll("places") int at, @ForAll("places") int length, @ForAll("yaml") String text) {
    int end = Math.min(VALID.length(), at + length % 8);

    readOrReject(VALID.substring(0, at) + text + VALID.substring(end), Map.of());
  }

  @Property
  void anySystemPropertyIsReadOrRejected(@ForAll("paths") String path, @ForAll String value) {
    readOrReject(VALID, Map.of("limitrate." + path, value));
  }

  @Property
  void anyCostIsAtLeastOne(@ForAll String text) {
    long cost = new MeasuredCost(call -> text, 5, Long.MAX_VALUE, true).cost(Request.EMPTY);

    if (cost < 1) {
      throw new AssertionError(cost);
    }
  }

  private static void readOrReject(String yaml, Map<String, String> properties) {
    Reading.errors(yaml, properties);
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, VALID.length());
  }

  @Provide
  Arbitrary<String> yaml() {
    return pieces(
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        ",",
        "- ",
        "? ",
        "\n",
        "\n  ",
        "\t",
        "&a ",
        "*a ",
        "!!str ",
        "!",
        "%YAML 1.2\n",
        "%TAG ! x\n",
        "---\n",
        "...\n",
        "|\n",
        ">-\n",
        "'",
        "\"",
        "\\",
        "\"\\x",
        "\\UFFFFFFFF",
        "# ",
        "@",
        "`",
        "<<",
        "~",
        "null",
        "policies",
        "api",
        "quotas",
        "10/1m",
        "tiers",
        "rules",
        "path",
        "/api/*",
        "store",
        "values",
        "cost",
        "from",
        "logins",
        "address",
        "escalation",
        "challenges",
        "humans",
        "url",
        "https://",
        "9999999999d",
        "401",
        "none",
        "%",
        "~",
        "0",
        "-1",
        "\uFEFF",
        "\u2028",
        "\u0000",
        "\uD800");
  }

  @Provide
  Arbitrary<String> paths() {
    return pieces(
        ".",
        "[",
        "]",
        "[0]",
        "[1]",
        "policies",
        "api",
        "quotas",
        "tiers",
        "values",
        "rules",
        "path",
        "store",
        "redis",
        "trustedProxies",
        "response",
        "logins",
        "main",
        "address",
        "block",
        "device",
        "escalation",
        "max",
        "outcome",
        "failure",
        "challenges",
        "humans",
        "url",
        "admin",
        " ",
        "\n");
  }

  private static Arbitrary<String> pieces(String... pieces) {
    return Arbitraries.of(pieces).list().ofMaxSize(30).map(list -> String.join("", list));
  }
}
