package io.limitrate.config;

import io.limitrate.internal.store.provider.BuiltInProvider;
import io.limitrate.spi.StoreProvider;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names the source of caches in this process. */
public sealed interface LocalSource {

  /** Returns the provider of the caches. */
  StoreProvider provider();

  /** Returns the provider's own settings by key. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** Caches of Ehcache. */
  record Ehcache() implements LocalSource {
    @Override
    public StoreProvider provider() {
      return BuiltInProvider.EHCACHE;
    }

    @Override
    public String toString() {
      return "ehcache";
    }
  }

  /** Caches of Caffeine. */
  record Caffeine() implements LocalSource {
    @Override
    public StoreProvider provider() {
      return BuiltInProvider.CAFFEINE;
    }

    @Override
    public String toString() {
      return "caffeine";
    }
  }

  /**
   * Caches that the application creates and closes. Login attempts go to caches of Ehcache.
   *
   * @param jcacheProvider the class name of the caches' JCache provider, or {@code default} for the
   *     only provider on the class path
   * @param cache the name of the cache
   * @param rejectedCache the name of a second cache for rejected keys, or {@code null}
   */
  record Application(String jcacheProvider, String cache, @Nullable String rejectedCache)
      implements LocalSource {
    @Override
    public StoreProvider provider() {
      return BuiltInProvider.CACHE;
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(
          BuiltInProvider.JCACHE,
          jcacheProvider,
          BuiltInProvider.NAME,
          cache,
          BuiltInProvider.REJECTED,
          rejectedCache == null ? cache : rejectedCache);
    }

    @Override
    public String toString() {
      return "cache " + cache + " of " + jcacheProvider;
    }
  }

  /**
   * Caches of a provider that is not a part of Limitrate.
   *
   * @param provider a provider of caches in the process
   * @param settings the provider's own settings by key
   */
  record Other(StoreProvider provider, Map<String, String> settings) implements LocalSource {
    /** Checks the kind of the caches and the keys. */
    public Other {
      settings = OtherProvider.settings(provider, false, settings);
    }

    /** Compares the class of the provider, because each reading of a file makes a provider. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Other that
          && provider.getClass() == that.provider.getClass()
          && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
      return Objects.hash(provider.getClass(), settings);
    }

    @Override
    public String toString() {
      return provider.id();
    }
  }
}
