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
import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.internal.store.shared.strategy.SharedCaches;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.processor.EntryProcessor;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** Opens caches of Hazelcast, as a member of a cluster or as a client. */
final class HazelcastCaches implements SharedCaches {
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
    try (InputStream in = file.open()) {
      Config config = Config.loadFromStream(in);
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
  @SuppressWarnings("unchecked") // JCache takes a raw class only
  public SharedCache open(String name, @Nullable Duration expiry) {
    Cache<String, String> cache = manager.getCache(name, String.class, String.class);
    if (cache == null) {
      cache = manager.createCache(name, configuration(expiry));
    } else {
      TextCacheConfiguration.checkExpiry(cache, expiry);
    }
    ICache<String, String> own = cache.unwrap(ICache.class);
    return processor == null
        ? new SharedCache(cache, new HazelcastExchange(own), null)
        : new SharedCache(cache, null, HazelcastProcessor.of(own, processor));
  }

  /**
   * Returns a configuration that keeps entries as bytes. Members then need no class for entries,
   * compare bytes, and copy bytes to their backups.
   */
  private static CacheConfig<String, String> configuration(@Nullable Duration expiry) {
    CacheConfig<String, String> configuration =
        new CacheConfig<>(TextCacheConfiguration.configuration(expiry));
    return configuration
        .setInMemoryFormat(InMemoryFormat.BINARY)
        .setBackupCount(BACKUPS)
        .setEvictionConfig(
            new EvictionConfig()
                .setEvictionPolicy(EvictionPolicy.LRU)
                .setMaxSizePolicy(MaxSizePolicy.ENTRY_COUNT)
                .setSize(TextCacheConfiguration.MOST_ENTRIES));
  }

  @Override
  public boolean evicts() {
    return true;
  }

  @Override
  public void close() {
    manager.close();
    provider.close();
    instance.shutdown();
  }
}
