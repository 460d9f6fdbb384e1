package io.limitrate.internal.store.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.config.SharedSource.Application;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedApplicationCachesTest {
  private static final String PROVIDER = "org.ehcache.jsr107.EhcacheCachingProvider";
  private static final Duration MINUTE = new Duration(TimeUnit.MINUTES, 1);

  private final CacheManager manager = Caching.getCachingProvider(PROVIDER).getCacheManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static SharedNode open(String cache) {
    return SharedNode.open(new Application(PROVIDER, cache));
  }

  private void create(String name, Factory<? extends ExpiryPolicy> expiry) {
    manager.createCache(
        name,
        new MutableConfiguration<String, String>()
            .setTypes(String.class, String.class)
            .setExpiryPolicyFactory(expiry));
  }

  @Test
  void usesTheApplicationsCacheForEveryNameAndLeavesItOpen() {
    create("limits", EternalExpiryPolicy.factoryOf());

    try (SharedNode node = open("limits")) {
      node.cache().put("a", "1");

      assertThat(node.open("another", null).cache().get("a")).isEqualTo("1");
    }

    assertThat(manager.getCache("limits", String.class, String.class).get("a")).isEqualTo("1");
  }

  @Test
  void acceptsACacheWithoutTypes() {
    manager.createCache("untyped", new MutableConfiguration<>());

    try (SharedNode node = open("untyped")) {
      Cache<String, String> cache = node.cache();

      assertThat(cache.putIfAbsent("a", "1")).isTrue();
    }
  }

  @Test
  void acceptsACacheWithALongerExpiry() {
    create("modified", ModifiedExpiryPolicy.factoryOf(MINUTE));
    create("touched", TouchedExpiryPolicy.factoryOf(MINUTE));

    for (String name : List.of("modified", "touched")) {
      assertThatCode(() -> open(name).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void rejectsACacheThatExpiresEntriesTooEarly() {
    Duration second = new Duration(TimeUnit.SECONDS, 1);
    create("modified", ModifiedExpiryPolicy.factoryOf(second));
    create("created", CreatedExpiryPolicy.factoryOf(MINUTE));
    create("accessed", AccessedExpiryPolicy.factoryOf(MINUTE));
    create("touched", TouchedExpiryPolicy.factoryOf(second));

    for (String name : List.of("modified", "created", "accessed", "touched")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> open(name))
          .withMessage(
              "cache \"%s\": must keep entries for %s after they were last written, but"
                  + " expires them earlier",
              name, SharedNode.LASTING);
    }
  }

  @Test
  void rejectsAnExpiryForEntriesThatMustNotExpire() {
    create("modified", ModifiedExpiryPolicy.factoryOf(MINUTE));

    try (SharedNode node = open("modified")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> node.open("any", null))
          .withMessage("cache \"modified\": must keep entries for ever, but expires them earlier");
    }
  }

  @Test
  void rejectsACacheThatIsMissingOrTakesNoTexts() {
    manager.createCache(
        "numbers",
        new MutableConfiguration<Integer, Integer>().setTypes(Integer.class, Integer.class));
    create("short", ModifiedExpiryPolicy.factoryOf(Duration.ZERO));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> open("none"))
        .withMessageStartingWith("cache \"none\": must exist in ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open("numbers"))
        .withMessageStartingWith("cache \"numbers\": must take keys and values of type String");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open("short"))
        .withMessage("cache \"short\": must keep its entries");
  }

  @Test
  void rejectsAnUnknownOrAmbiguousProvider() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedNode.open(new Application("com.acme.None", "limits")))
        .withMessageStartingWith(
            "provider \"com.acme.None\": must be the class name of a JCache provider, or default"
                + " if there is only one: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedNode.open(new Application("default", "limits")))
        .withMessageStartingWith("provider \"default\": must be ");
  }
}
