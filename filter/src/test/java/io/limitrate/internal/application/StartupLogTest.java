package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.internal.yaml.Components;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartupLogTest {
  private static Configuration read(String yaml) throws IOException {
    return Bootstrap.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "/WEB-INF/limitrate.yaml");
  }

  @Test
  void namesAllThatIsActive() throws IOException {
    Configuration configuration =
        read(
            """
            store: { caffeine: { maxEntries: 1000 } }
            trustedProxies: [10.0.0.0/8, unix]
            tiers:
              - { header: X-Api-Key, values: { hidden-value: premium } }
            policies:
              api: { key: user | ip, quotas: "100/1m, 1000/1d" }
              calls: { tiers: { free: 10/1m, premium: 100/1m }, enforce: 2.5% }
              new: { quotas: 5/1s, shadow: true }
            rules:
              - { path: /api/*, methods: [POST, GET], policies: [api, new, calls] }
              - { path: /api/health, exempt: true }
            logins:
              main: { paths: [/login, /api/login], username: form:email | json:/user/name }
              other: {}
            """);

    assertThat(StartupLog.lines(configuration))
        .containsExactly(
            "store: caffeine for 1000 keys",
            "trustedProxies: 10.0.0.0/8, unix, by X-Forwarded-For",
            "policy api: 100/1m, 1000/1d per user | ip",
            "policy calls: {free=10/1m, premium=100/1m} per ip, enforced for 2.5% of its keys",
            "policy new: 5/1s per ip, in shadow: rejects nothing",
            "rule /api/* GET, POST: api, new, calls",
            "rule /api/health: exempt",
            "login main: /login, /api/login, username in form:email | json:/user/name",
            "login other: asked by code, username in form:username | json:/username");
  }

  @Test
  void logsThatOnlyAnnotationsLimit() {
    assertThat(StartupLog.lines(Bootstrap.none(Components.ofThread())))
        .containsExactly(
            "store: ehcache for 1000000 keys",
            "trustedProxies: none; each request counts for its peer",
            "no rules and no logins: only annotations and code limit");
  }

  @Test
  void namesTheSystemPropertiesThatSetAValueAndNoValue() throws IOException {
    Map<String, String> properties =
        Map.of(
            "limitrate.policies.api.quotas", "5/1m",
            "limitrate[/].policies.api.quotas", "6/1m",
            "limitrate.policies.other.shadow", "true",
            "limitrate.store.redis.address", "redis://name:password@127.0.0.1:6379",
            "limitrate.store.redis.secret", "00112233445566778899aabbccddeeff",
            "limitrate.tiers[0].values.hidden-key", "hidden-tier");
    String file =
        """
        store: { redis: { nodes: 3 } }
        tiers: [{ header: X-Api-Key, values: { a-key: gold } }]
        policies:
          api: { quotas: 9/1m }
          calls: { tiers: { free: 1/1s, gold: 2/1s, hidden-tier: 3/1s } }
        rules: [{ path: /*, policies: [api, calls] }]
        """;

    assertThat(StartupLog.lines(withProperties(properties, file)))
        .startsWith(
            "set by system properties: limitrate[/].policies.api.quotas,"
                + " limitrate.store.redis.address, limitrate.store.redis.secret,"
                + " limitrate.tiers[0].values[***]")
        .contains("policy api: 6/1m per ip");
  }

  private static Configuration withProperties(Map<String, String> properties, String yaml)
      throws IOException {
    properties.forEach(System::setProperty);
    try {
      return read(yaml);
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void listsAHundredRulesAndCountsTheOthers() {
    Policy api = Policy.builder("api").quotas("5/1m").build();
    Configuration.Builder configuration = Configuration.builder();
    for (int i = 0; i < 120; i++) {
      configuration.limit("/path" + i, api);
    }

    assertThat(StartupLog.lines(configuration.build()))
        .hasSize(2 + 1 + 100 + 1)
        .last()
        .isEqualTo("20 more rules");
  }

  @Test
  void neverShowsASecret() throws IOException {
    Configuration configuration =
        read(
            """
            store:
              redis:
                address: "redis://name:password@127.0.0.1:6379"
                secret: 00112233445566778899aabbccddeeff
                nodes: 3
            """);

    assertThat(String.join("", StartupLog.lines(configuration)))
        .contains("redis at ", "shared by 3 nodes")
        .doesNotContain("password", "00112233");
  }

  @Test
  void installedLimiterIsLoggedOnce() {
    try (LogLines logged = LogLines.of(Application.class);
        ApplicationRuntime runtime = ApplicationRuntime.start(Configuration.builder().build())) {
      runtime.install().install();

      assertThat(logged.lines())
          .singleElement()
          .asString()
          .startsWith("INFO Limitrate is on, configured by code of the application");
    }
  }

  @Test
  void limiterThatIsNotInstalledLogsItsWarningsAtItsStart() throws IOException {
    Configuration configuration = read("policies: { api: { quotas: 100/1m burst 1 } }");

    try (LogLines logged = LogLines.of(Application.class);
        ApplicationRuntime runtime = ApplicationRuntime.start(configuration)) {
      assertThat(runtime.starter()).isEmpty();
      assertThat(logged.lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("WARNING /WEB-INF/limitrate.yaml:1: policies.api"));
    }
  }

  @Test
  void installedLimiterRepeatsNoWarning() throws IOException {
    Configuration configuration = read("policies: { api: { quotas: 100/1m burst 1 } }");

    try (LogLines logged = LogLines.of(Application.class);
        ApplicationRuntime runtime = ApplicationRuntime.start(configuration)) {
      runtime.install();

      assertThat(logged.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(2);
    }
  }

  @Test
  void limiterThatStartsOnRequestIsLogged() {
    try (LogLines logged = LogLines.of(Application.class);
        ApplicationRuntime runtime = ApplicationRuntime.current(StartupLogTest.class)) {
      assertThat(logged.lines())
          .singleElement()
          .asString()
          .startsWith("INFO Limitrate is on, without a configuration file");
      assertThat(runtime.starter()).isPresent();
    }
  }

  @Test
  void warnsAboutDoubtfulQuotasOfAnAnnotation() {
    Policy declared = Policy.builder("com.acme.Mails.send").quotas("1000/1m, 10/1m").build();
    try (LogLines logged = LogLines.of(Application.class);
        ApplicationRuntime runtime = ApplicationRuntime.start(Configuration.builder().build())) {
      runtime.application().declare(declared);

      assertThat(logged.lines())
          .hasSize(2)
          .last()
          .asString()
          .startsWith("WARNING policy com.acme.Mails.send \"1000/1m\": never decides, unless");
    }
  }

  @Test
  void policyOfAnAnnotationIsLoggedOnce() {
    Policy declared = Policy.builder("com.acme.Mails.send").quotas("10/1m").build();
    try (LogLines logged = LogLines.of(Application.class);
        ApplicationRuntime runtime = ApplicationRuntime.start(Configuration.builder().build())) {
      runtime.application().declare(declared);
      runtime.application().declare(declared);

      assertThat(logged.lines())
          .containsExactly(
              "INFO Limitrate enforces an annotation: policy com.acme.Mails.send: 10/1m per ip");
    }
  }
}
