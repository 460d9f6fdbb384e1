package io.limitrate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ConfigurationErrorsTest {
  record Wrong(String yaml, String error) {
    @Override
    public String toString() {
      return error;
    }
  }

  private static final String SAMPLES = "io.limitrate.config.Samples$";
  private static final String KNOWN_OF_POLICY =
      "unknown key, known here are quotas, tiers, key, cost, failure, shadow";

  static final List<Wrong> WRONG =
      List.of(
          new Wrong("[1, 2]", "1: must be a mapping of settings"),
          new Wrong(
              "polices: {}",
              "1: polices: unknown key, known here are store, trustedProxies, tiers, policies,"
                  + " rules, response, listeners"),
          new Wrong("store:\n  - a", "1: store: must be a mapping"),
          new Wrong("store: {}\nstore: {}", "2: store: is given twice"),
          new Wrong("rules: [\n{ path: /a", "2: expected ',' or '}', but got <stream end>"),
          // store
          new Wrong(
              "store: { provider: redis }",
              "1: store.provider \"redis\": must be ehcache or caffeine, or come with the name of a"
                  + " cache"),
          new Wrong(
              "store: { provider: ehcache, cache: a }",
              "1: store.provider \"ehcache\": must be default or the class name of a provider where"
                  + " a cache is named"),
          new Wrong(
              "store: { maxEntries: 0 }",
              "1: store.maxEntries \"0\": must be a whole number of at least 1"),
          new Wrong(
              "store: { maxEntries: 1e6 }",
              "1: store.maxEntries \"1e6\": must be a whole number of at least 1"),
          new Wrong(
              "store: { maxEntries: 9999999999999999999 }",
              "1: store.maxEntries \"9999999999999999999\": must be a whole number of at least 1"),
          new Wrong(
              "store: { maxEntries: 5, cache: a }",
              "1: store.maxEntries: must be left out: the cache that is named has its own bound"),
          new Wrong(
              "store: { refusedCache: a }",
              "1: store.refusedCache: must be left out: it needs cache as well"),
          new Wrong("store: { provider: }", "1: store.provider: has no value"),
          new Wrong("store: { cache: [a] }", "1: store.cache: must be a single value"),
          // trustedProxies
          new Wrong(
              "trustedProxies: [10.0.0.1/8]",
              "1: trustedProxies[0] \"10.0.0.1/8\": bits behind the prefix must be zero"),
          new Wrong(
              "trustedProxies: [\n  '::1',\n  localhost]",
              "3: trustedProxies[1] \"localhost\": must be an IPv4 or IPv6 address, alone or with"
                  + " /prefix"),
          new Wrong(
              "trustedProxies: { header: X-Real-IP }",
              "1: trustedProxies.header \"X-Real-IP\": must be one of Forwarded, X-Forwarded-For"),
          new Wrong(
              "trustedProxies: { ipv6Prefix: 129 }",
              "1: trustedProxies.ipv6Prefix \"129\": must be a whole number from 1 to 128"),
          // tiers
          new Wrong("tiers: { role: a }", "1: tiers: must be a list"),
          new Wrong("tiers: [{ tier: a }]", "1: tiers[0]: needs one of role, header, resolver"),
          new Wrong("tiers: [{ role: a }]", "1: tiers[0]: needs tier"),
          new Wrong("tiers: [{ header: a }]", "1: tiers[0]: needs values"),
          new Wrong(
              "tiers: [{ header: a b, values: { k: t } }]",
              "1: tiers[0].header \"a b\": must be letters, digits and !#$%&'*+-.^_`|~"),
          new Wrong(
              "tiers: [{ header: a, values: { s3cret: [t] } }]",
              "1: tiers[0].values[***]: must be a single value"),
          new Wrong(
              "tiers: [{ header: a, values: { s3cret: t, s3cret: u } }]",
              "1: tiers[0].values[***]: is given twice"),
          new Wrong(
              "tiers: [{ header: a, values: s3cret }]", "1: tiers[0].values: must be a mapping"),
          new Wrong(
              "tiers: [{ role: a, tier: b, values: {} }]",
              "1: tiers[0].values: must be left out: it belongs to header"),
          new Wrong(
              "tiers: [{ resolver: com.acme.None }]",
              "1: tiers[0].resolver \"com.acme.None\": no such class can be loaded"),
          new Wrong(
              "tiers: [{ resolver: " + SAMPLES + "TenantKey }]",
              "1: tiers[0].resolver \""
                  + SAMPLES
                  + "TenantKey\": the class must implement io.limitrate.TierResolver"),
          // policies
          new Wrong("policies: { a: {} }", "1: policies.a: needs one of quotas, tiers"),
          new Wrong(
              "policies: { a: { quotas: 1/1s, tiers: { t: 1/1s } } }",
              "1: policies.a: needs one of quotas, tiers"),
          new Wrong("policies: { a: 10/1m }", "1: policies.a: must be a mapping"),
          new Wrong(
              "policies: { a b: { quotas: 1/1s } }",
              "1: policies.a b: the name must be 1 to 200 letters, digits and . _ $ # : ( ) -"),
          new Wrong(
              "policies: { com.acme.A: { quota: 1/1s, quotas: 1/1s } }",
              "1: policies[com.acme.A].quota: " + KNOWN_OF_POLICY),
          new Wrong(
              "policies: { login: { quotas: 5/0s } }",
              "1: policies.login.quotas[0] \"5/0s\": window must be positive"),
          new Wrong(
              "policies:\n  a:\n    quotas:\n    - 5/1s\n    - ten per minute",
              "5: policies.a.quotas[1] \"ten per minute\": a quota is written limit/window, such as"
                  + " 100/1m or 10/1s burst 20"),
          new Wrong(
              "policies: { a: { quotas: '5/1s, 6/1x' } }",
              "1: policies.a.quotas[1] \"6/1x\": unknown unit x, it is one of ns, us, ms, s, m, h,"
                  + " d"),
          new Wrong("policies: { a: { quotas: [] } }", "1: policies.a.quotas: must not be empty"),
          new Wrong("policies: { a: { tiers: {} } }", "1: policies.a.tiers: must not be empty"),
          new Wrong(
              "policies: { a: { tiers: { free: 1/1s, gold: 2/1s } } }",
              "1: policies.a.tiers.gold: no entry of the section tiers finds this tier"),
          new Wrong(
              "policies: { a: { tiers: { free: 0/1s } } }",
              "1: policies.a.tiers.free[0] \"0/1s\": limit must be at least 1"),
          new Wrong(
              "policies: { a: { quotas: 1/1s, key: user | address } }",
              "1: policies.a.key \"user | address\": unknown part address"),
          new Wrong(
              "policies: { a: { quotas: 1/1s, key: user+ } }",
              "1: policies.a.key \"user+\": a part is empty"),
          new Wrong(
              "policies: { a: { quotas: 1/1s, key: resolver:com.acme.None } }",
              "1: policies.a.key \"resolver:com.acme.None\": no such class can be loaded"),
          failing("Failing", "the constructor fails: java.lang.IllegalStateException: no database"),
          failing(
              "Broken",
              "the constructor fails: java.lang.NumberFormatException: For input string: \"none\""),
          failing(
              "Demanding",
              "the class must be public and have a public constructor without parameters"),
          failing(
              "Hidden",
              "the class must be public and have a public constructor without parameters"),
          failing(
              "Abstract",
              "the class must be public and have a public constructor without parameters"),
          new Wrong(
              "policies: { a: { quotas: 5/1s, cost: 6 } }",
              "1: policies.a.cost: a call of 6 units never fits into 5/1s"),
          new Wrong(
              "policies: { a: { quotas: 5/1s, cost: 0 } }",
              "1: policies.a.cost \"0\": must be a whole number of at least 1"),
          new Wrong(
              "policies: { a: { quotas: 5/1s, cost: { default: 1 } } }",
              "1: policies.a.cost: needs from"),
          new Wrong(
              "policies: { a: { quotas: 5/1s, cost: { from: query:n } } }",
              "1: policies.a.cost: needs default"),
          new Wrong(
              "policies: { a: { quotas: 5/1s, cost: { from: query:n, default: 3, max: 2 } } }",
              "1: policies.a.cost.max \"2\": must be a whole number of at least 3"),
          new Wrong(
              "policies: { a: { quotas: 5/1s, cost: { from: ip | user, default: 3 } } }",
              "1: policies.a.cost.from \"ip | user\": must be a single part"),
          new Wrong(
              "policies: { a: { quotas: 5/1s, failure: ajar } }",
              "1: policies.a.failure \"ajar\": must be one of closed, open"),
          new Wrong(
              "policies: { a: { quotas: 5/1s, shadow: yes } }",
              "1: policies.a.shadow \"yes\": must be one of false, true"),
          // rules
          new Wrong("rules: /api/*", "1: rules: must be a list"),
          new Wrong("rules: [/api]", "1: rules[0]: must be a mapping"),
          new Wrong("rules: [{ exempt: true }]", "1: rules[0]: needs path"),
          new Wrong("rules: [{ path: /a }]", "1: rules[0]: needs policies, or exempt: true"),
          new Wrong(
              "rules: [{ path: /a, exempt: false }]",
              "1: rules[0]: needs policies, or exempt: true"),
          new Wrong(
              "rules: [{ path: /a, policies: [] }]", "1: rules[0].policies: must not be empty"),
          new Wrong(
              "policies: { a: { quotas: 1/1s }, b: { quotas: 1/1s } }\n"
                  + "rules: [{ path: /a, policies: [a, c] }]",
              "2: rules[0].policies[1] \"c\": no such policy, known are a, b"),
          new Wrong(
              "policies: { a: { quotas: 1/1s } }\nrules: [{ path: /a, policies: 'a, a' }]",
              "2: rules[0].policies[1] \"a\": is named twice"),
          new Wrong(
              "policies: { a: { quotas: 1/1s } }\n"
                  + "rules: [{ path: /a, exempt: true, policies: a }]",
              "2: rules[0].policies: must be left out: the rule exempts"),
          new Wrong(
              "rules: [{ path: api, exempt: true }]",
              "1: rules[0].path \"api\": must start with / or *."),
          new Wrong(
              "rules: [{ path: /a/../b, exempt: true }]",
              "1: rules[0].path \"/a/../b\": must not have . or .. segments"),
          new Wrong(
              "rules: [{ path: /a, exempt: true, methods: [] }]",
              "1: rules[0].methods: must not be empty"),
          new Wrong(
              "rules: [{ path: /a, exempt: true, methods: [GET POST] }]",
              "1: rules[0].methods[0] \"GET POST\": must be letters, digits and"
                  + " !#$%&'*+-.^_`|~"),
          new Wrong(
              "policies: { a: { quotas: 1/1s, key: path:id } }\n"
                  + "rules: [{ path: '/a/{di}', policies: a }]",
              "2: rules[0].policies[0] \"a\": the policy reads path:id, but /a/{di} has no {id}"),
          new Wrong(
              "policies: { a: { quotas: 1/1s, cost: { from: path:n, default: 1 } } }\n"
                  + "rules: [{ path: /a/*, policies: a }]",
              "2: rules[0].policies[0] \"a\": the policy reads path:n, but /a/* has no {n}"),
          // response
          new Wrong(
              "response: { headers: [x-rate-limit] }",
              "1: response.headers[0] \"x-rate-limit\": must be one of ietf, x-ratelimit,"
                  + " x-ratelimit-delta"),
          new Wrong(
              "response: { headers: [x-ratelimit, x-ratelimit-delta] }",
              "1: response.headers: must not have both x-ratelimit and x-ratelimit-delta"),
          new Wrong(
              "response: { body: html }",
              "1: response.body \"html\": must be one of empty, error-page, problem"),
          new Wrong(
              "response: { htmlPage: limited.jsp }",
              "1: response.htmlPage \"limited.jsp\": must start with /"),
          new Wrong(
              "response: { body: empty, htmlPage: /limited.jsp }",
              "1: response.htmlPage: must be left out: the body is not problem"),
          // listeners
          new Wrong(
              "listeners: [java.lang.String]",
              "1: listeners[0] \"java.lang.String\": the class must implement"
                  + " io.limitrate.DecisionListener"));

  private static Wrong failing(String sample, String rule) {
    String key = "resolver:" + SAMPLES + sample;
    return new Wrong(
        "policies: { a: { quotas: 1/1s, key: " + key + " } }",
        "1: policies.a.key \"" + key + "\": " + rule);
  }

  @ParameterizedTest
  @FieldSource("WRONG")
  void namesPlaceValueAndRule(Wrong wrong) {
    assertThat(Reading.errors(wrong.yaml)).containsExactly("limitrate.yaml:" + wrong.error);
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
            store: { maxEntries: none }
            """);

    assertThat(errors)
        .containsExactly(
            "limitrate.yaml:2: rules[0].policies[0] \"missing\": no such policy, known are broken,"
                + " unused",
            "limitrate.yaml:3: rules[1].path \"nowhere\": must start with / or *.",
            "limitrate.yaml:4: response.body \"none\": must be one of empty, error-page, problem",
            "limitrate.yaml:6: policies.broken.quotas[0] \"5/0s\": window must be positive",
            "limitrate.yaml:6: policies.broken.key \"nobody\": unknown part nobody",
            "limitrate.yaml:7: policies.unused.colour: " + KNOWN_OF_POLICY,
            "limitrate.yaml:8: store.maxEntries \"none\": must be a whole number of at least 1");
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
}
