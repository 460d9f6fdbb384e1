package com.acme.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Key;
import io.limitrate.Quotas;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.LocalSource;
import io.limitrate.config.SharedSource;
import io.limitrate.internal.yaml.ConfigurationReader;
import io.limitrate.internal.yaml.Overrides;
import io.limitrate.runtime.Limitrate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A configuration names providers of another package, as docs/tck.md says. */
class ConfiguredProviderTest {
  private static final Quotas TWO_A_DAY = Quotas.parse("2/1d");

  private final Key key = Key.random();

  @Test
  void aServiceIsNamedByItsName() throws IOException {
    Configuration configuration =
        read(
            """
            store:
              acme:
                grid: east
                secret: 00112233445566778899aabbccddeeff
                nodes: 2
                timeout: 10s
            """);

    try (Limitrate one = Limitrate.start(configuration);
        Limitrate other = Limitrate.start(configuration)) {
      assertThat(one.limiter().acquire(TWO_A_DAY, key, 2).permitted()).isTrue();
      assertThat(other.limiter().acquire(TWO_A_DAY, key, 1).permitted()).isFalse();
    }
  }

  @Test
  void anyProviderIsNamedByItsClass() throws IOException {
    Configuration configuration =
        read("store: { com.acme.stores.LocalProvider: { maxEntries: 20_000 } }");

    try (Limitrate limitrate = Limitrate.start(configuration)) {
      assertThat(limitrate.limiter().acquire(TWO_A_DAY, key, 2).permitted()).isTrue();
      assertThat(limitrate.limiter().acquire(TWO_A_DAY, key, 1).permitted()).isFalse();
    }
  }

  @Test
  void aReloadOfTheSameFileChangesNoStore() throws IOException {
    String shared = "store: { acme: { grid: %s, secret: 00112233445566778899aabbccddeeff } }";
    String local = "store: { com.acme.stores.LocalProvider: {} }";

    assertThat(read(shared.formatted("a")).store())
        .isEqualTo(read(shared.formatted("a")).store())
        .isNotEqualTo(read(shared.formatted("b")).store());
    assertThat(read(local).store())
        .isEqualTo(read(local).store())
        .hasSameHashCodeAs(read(local).store());
  }

  @Test
  void anUnknownNameIsAnErrorWithTheKnownNames() {
    assertThatThrownBy(() -> read("store: { acmee: { grid: east } }"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("store.acmee: no such provider, known are acme, cache, caffeine")
        .hasMessageContaining("did you mean acme?");
  }

  @Test
  void aSectionHasTheKeysOfItsProviderAndOfAllStores() {
    assertThatThrownBy(() -> read("store: { acme: { gird: east } }"))
        .hasMessageContaining(
            "store.acme.gird: unknown key, known here are grid, secret, namespace, nodes, timeout,"
                + " maxEntries; did you mean grid?");
    assertThatThrownBy(() -> read("store: { com.acme.stores.LocalProvider: { nodes: 2 } }"))
        .hasMessageContaining("nodes: unknown key, known here are maxEntries");
  }

  @Test
  void aSourceRejectsAProviderOfTheOtherKindAndUnknownSettings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LocalSource.Other(new AcmeProvider(), Map.of()))
        .withMessage("provider \"acme\": must be a provider of caches in the process");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SharedSource.Other(new LocalProvider(), Map.of()))
        .withMessage("provider \"local\": must be a provider of caches that nodes share");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SharedSource.Other(new AcmeProvider(), Map.of("gird", "east")))
        .withMessage("setting \"gird\": must be one of grid");
  }

  private static Configuration read(String yaml) throws IOException {
    return ConfigurationReader.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
        "limitrate.yaml",
        Configuration.builder().build(),
        Overrides.NONE);
  }
}
