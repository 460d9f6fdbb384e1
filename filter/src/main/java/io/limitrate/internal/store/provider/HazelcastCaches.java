package io.limitrate.internal.store.provider;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.cache.HazelcastMemberCachingProvider;
import com.hazelcast.cache.ICache;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.client.config.XmlClientConfigBuilder;
import com.hazelcast.client.config.YamlClientConfigBuilder;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import io.limitrate.Key;
import io.limitrate.spi.AsyncExchange;
import io.limitrate.spi.AsyncProcessor;
import io.limitrate.spi.StoreProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.processor.EntryProcessor;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** Opens caches of Hazelcast, as a member of a cluster or as a client. */
final class HazelcastCaches implements StoreProvider.Caches {
  private static final long START_SECONDS = 6;
  private static final int BACKUPS = 1;

  private final HazelcastInstance instance;
  private final CachingProvider provider;
  private final CacheManager manager;
  private final @Nullable EntryProcessor<?, ?, ?> processor;

  private HazelcastCaches(
      HazelcastInstance instance,
      CachingProvider provider,
      @Nullable EntryProcessor<?, ?, ?> processor) {
    this.instance = instance;
    this.processor = processor;
    this.provider = provider;
    // A class loader or a URI other than the default would become part of a cache's name.
    this.manager =
        provider.getCacheManager(
            null, null, HazelcastCachingProvider.propertiesByInstanceItself(instance));
  }

  /**
   * Starts a member.
   *
   * @param processor runs at the owners of entries
   */
  static HazelcastCaches member(ConfigFile file, EntryProcessor<?, ?, ?> processor) {
    try {
      Config config = config(file);
      if (config.getClassLoader() == null) {
        config.setClassLoader(Key.class.getClassLoader());
      }
      return new HazelcastCaches(
          Hazelcast.newHazelcastInstance(config), new HazelcastMemberCachingProvider(), processor);
    } catch (IOException | RuntimeException e) {
      throw file.bad(e);
    }
  }

  /**
   * Hazelcast recognises a stream by its first 4 KiB, which may end within a value of YAML, and a
   * file by its name.
   */
  private static Config config(ConfigFile file) throws IOException {
    File named = file.named(".xml", ".yaml", ".yml");
    if (named != null) {
      return Config.loadFromFile(named);
    }
    try (InputStream in = file.open()) {
      return Config.loadFromStream(in);
    }
  }

  /**
   * Connects a client, which fails at once when its cluster is gone, instead of waiting for the
   * cluster.
   */
  static HazelcastCaches client(ConfigFile file) {
    CountDownLatch connected = new CountDownLatch(1);
    ClientConfig config = clientConfig(file);
    config.getConnectionStrategyConfig().setAsyncStart(true).setReconnectMode(ReconnectMode.ASYNC);
    config.addListenerConfig(new ListenerConfig(countDownWhenConnected(connected)));
    HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
    try {
      if (!connected.await(START_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the cluster must answer within " + START_SECONDS + " s");
      }
      return new HazelcastCaches(client, new HazelcastClientCachingProvider(), null);
    } catch (InterruptedException e) {
      client.shutdown();
      Thread.currentThread().interrupt();
      throw file.bad(e);
    } catch (RuntimeException e) {
      client.shutdown();
      throw file.bad(e);
    }
  }

  private static LifecycleListener countDownWhenConnected(CountDownLatch connected) {
    return event -> {
      if (event.getState() == LifecycleEvent.LifecycleState.CLIENT_CONNECTED) {
        connected.countDown();
      }
    };
  }

  private static ClientConfig clientConfig(ConfigFile file) {
    try (InputStream in = file.open()) {
      ClientConfig config =
          file.isXml()
              ? new XmlClientConfigBuilder(in).build()
              : new YamlClientConfigBuilder(in).build();
      if (config.getClassLoader() == null) {
        config.setClassLoader(Key.class.getClassLoader());
      }
      return config;
    } catch (IOException | RuntimeException e) {
      throw file.bad(e);
    }
  }

  @Override
  public <K, V> Cache<K, V> open(
      String name, CompleteConfiguration<K, V> configuration, long maxEntries) {
    Cache<K, V> existing =
        manager.getCache(name, configuration.getKeyType(), configuration.getValueType());
    if (existing == null) {
      return manager.createCache(name, bytes(configuration, maxEntries));
    }
    checkExpiry(existing, configuration);
    return existing;
  }

  @SuppressWarnings("unchecked") // JCache takes a raw class only
  private static void checkExpiry(Cache<?, ?> cache, CompleteConfiguration<?, ?> wanted) {
    Duration expiry = Expiry.of(wanted);
    CompleteConfiguration<?, ?> existing = cache.getConfiguration(CompleteConfiguration.class);
    if (!existing
        .getExpiryPolicyFactory()
        .create()
        .equals(wanted.getExpiryPolicyFactory().create())) {
      throw new IllegalArgumentException(
          "cache \""
              + cache.getName()
              + "\": exists already, and must expire entries "
              + (expiry == null ? "never" : expiry + " after they were last written"));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // JCache takes a raw class only
  public Optional<AsyncExchange> exchange(Cache<String, String> cache) {
    return processor == null
        ? Optional.of(new HazelcastExchange(cache.unwrap(ICache.class)))
        : Optional.empty();
  }

  @Override
  @SuppressWarnings("unchecked") // JCache takes a raw class only
  public Optional<AsyncProcessor> processor(Cache<String, String> cache) {
    return processor == null
        ? Optional.empty()
        : Optional.ofNullable(HazelcastProcessor.of(cache.unwrap(ICache.class), processor));
  }

  /**
   * Returns a configuration that keeps entries as bytes. Members then need no class for entries,
   * compare bytes, and copy bytes to their backups.
   */
  private static <K, V> CacheConfig<K, V> bytes(
      CompleteConfiguration<K, V> configuration, long maxEntries) {
    return new CacheConfig<>(configuration)
        .setInMemoryFormat(InMemoryFormat.BINARY)
        .setBackupCount(BACKUPS)
        .setEvictionConfig(
            new EvictionConfig()
                .setEvictionPolicy(EvictionPolicy.LRU)
                .setMaxSizePolicy(MaxSizePolicy.ENTRY_COUNT)
                .setSize(Math.toIntExact(maxEntries)));
  }

  @Override
  public void close() {
    manager.close();
    provider.close();
    instance.shutdown();
  }
}
