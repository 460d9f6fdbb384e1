package io.limitrate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Key;
import io.limitrate.config.SharedSource.RedisAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {
  private static final SharedSource REDIS =
      new RedisAddress("rediss://acme:pass%40word@redis.example:6379");

  @Test
  void settingsOutOfRangeAreErrors() {
    StoreSettings.Shared.Builder shared = StoreSettings.shared(REDIS, Key.random());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreSettings.InProcess(new LocalSource.Ehcache(), 0))
        .withMessage("maxEntries 0: must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shared.nodes(0).build())
        .withMessage("nodes 0: must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shared.nodes(1).maxEntries(0).build())
        .withMessage("maxEntries 0: must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shared.maxEntries(1).timeout(Duration.ZERO).build())
        .withMessage("timeout PT0S: must be from 1ms to 1m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shared.timeout(Duration.ofMinutes(1).plusNanos(1)).build())
        .withMessage("timeout PT1M0.000000001S: must be from 1ms to 1m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shared.timeout(Duration.ofMinutes(1)).namespace(" ").build())
        .withMessage("namespace \" \": must not be blank");
  }

  @Test
  void applicationsWithOneSecretHaveKeysOfTheirOwnUnlessTheyShareANamespace() {
    StoreSettings.Shared.Builder shared = StoreSettings.shared(REDIS, Key.random());
    StoreSettings.Shared unnamed = shared.build();
    StoreSettings.Shared named = shared.namespace("acme").build();

    assertThat(unnamed.of("/shop").root())
        .isEqualTo(unnamed.of("/shop").root())
        .isNotEqualTo(unnamed.of("/").root());
    assertThat(named.of("/shop").root()).isEqualTo(named.of("/").root());
  }

  @Test
  void theirTextShowsNeitherTheSecretNorAPassword() {
    StoreSettings shared = StoreSettings.shared(REDIS, Key.secret(new byte[16])).nodes(3).build();

    assertThat(shared).hasToString("redis at rediss://***@redis.example:6379, shared by 3 nodes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1:6379",
        "rediss://redis.example.com:1",
        "redis://[::1]:6379",
        "redis://:only-a-password@host:6379",
        "redis://user:p%40ss%3Aword%2B@host:6379"
      })
  void anAddressHasAHostAndAPort(String address) {
    assertThat(new RedisAddress(address).address()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "redis://host, redis://host",
    "host:6379, host:6379",
    "http://host:6379, http://host:6379",
    "redis://host:65536, redis://host:65536",
    "redis://host:6379/0, redis://host:6379/0",
    "redis://user@host:6379, redis://***@host:6379",
    "redis://user:a+b@host:6379, redis://***@host:6379",
    "redis://user:a%4@host:6379, redis://***@host:6379",
    "redis://user:a@b@host:6379, redis://***@host:6379",
    "user:secret@host, ***@host"
  })
  void whatIsNoAddressIsShownWithoutItsPassword(String address, String shown) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RedisAddress(address))
        .withMessage("address \"%s\": must be redis://[user:password@]host:port", shown);
  }
}
