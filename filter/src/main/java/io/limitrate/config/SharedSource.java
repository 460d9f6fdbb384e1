package io.limitrate.config;

import io.limitrate.internal.store.provider.BuiltInProvider;
import io.limitrate.internal.store.provider.RedisServerAddress;
import io.limitrate.spi.StoreProvider;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names the source of caches that several nodes share. */
public sealed interface SharedSource {

  /** Returns the provider of the caches. */
  StoreProvider provider();

  /** Returns the provider's own settings by key. */
  Map<String, String> settings();

  /** A data grid or database to which Limitrate itself connects. */
  enum Provider {
    /** Redis or Valkey, by Redisson. */
    REDIS,
    /** A member of a Hazelcast cluster in this process. */
    HAZELCAST,
    /** A client of a Hazelcast cluster. The members of the cluster need no class of Limitrate. */
    HAZELCAST_CLIENT,
    /** A member of an Infinispan cluster in this process. */
    INFINISPAN;

    /** Returns the provider. */
    public StoreProvider provider() {
      return switch (this) {
        case REDIS -> BuiltInProvider.REDIS;
        case HAZELCAST -> BuiltInProvider.HAZELCAST;
        case HAZELCAST_CLIENT -> BuiltInProvider.HAZELCAST_CLIENT;
        case INFINISPAN -> BuiltInProvider.INFINISPAN;
      };
    }
  }

  /**
   * A provider whose own configuration file describes the connection.
   *
   * @param config the file's path, or {@code classpath:} and the name of a resource
   */
  record Configured(Provider kind, String config) implements SharedSource {
    @Override
    public StoreProvider provider() {
      return kind.provider();
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(BuiltInProvider.CONFIG, config);
    }

    @Override
    public String toString() {
      return provider().id() + " of " + config;
    }
  }

  /**
   * A single Redis server.
   *
   * @param address {@code redis://[user:password@]host:port}, or {@code rediss} for TLS; in the
   *     user and the password every character except letters, digits and {@code -._~} is written as
   *     {@code %XX}
   */
  record RedisAddress(String address) implements SharedSource {
    /** Checks the form of the address. */
    public RedisAddress {
      RedisServerAddress.check(address);
    }

    @Override
    public StoreProvider provider() {
      return BuiltInProvider.REDIS;
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(BuiltInProvider.ADDRESS, address);
    }

    @Override
    public String toString() {
      return "redis at " + RedisServerAddress.shown(address);
    }
  }

  /**
   * A cache of strings that the application creates and closes.
   *
   * @param jcacheProvider the class name of the cache's JCache provider, or {@code default} for the
   *     only provider on the class path
   */
  record Application(String jcacheProvider, String cache) implements SharedSource {
    @Override
    public StoreProvider provider() {
      return BuiltInProvider.SHARED_CACHE;
    }

    @Override
    public Map<String, String> settings() {
      return Map.of(BuiltInProvider.JCACHE, jcacheProvider, BuiltInProvider.NAME, cache);
    }

    @Override
    public String toString() {
      return "cache " + cache + " of " + jcacheProvider;
    }
  }

  /**
   * Caches of a provider that is not a part of Limitrate.
   *
   * @param provider a provider of shared caches
   * @param settings the provider's own settings by key
   */
  record Other(StoreProvider provider, Map<String, String> settings) implements SharedSource {
    /** Checks the kind of the caches and the keys. */
    public Other {
      settings = OtherProvider.settings(provider, true, settings);
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
