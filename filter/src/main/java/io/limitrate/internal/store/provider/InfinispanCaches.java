package io.limitrate.internal.store.provider;

import io.limitrate.Key;
import io.limitrate.spi.StoreProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.processor.EntryProcessor;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.ParserRegistry;
import org.infinispan.jcache.embedded.JCacheManager;
import org.infinispan.jcache.embedded.JCachingProvider;
import org.infinispan.protostream.FileDescriptorSource;
import org.infinispan.protostream.ProtobufTagMarshaller;
import org.infinispan.protostream.SerializationContext;
import org.infinispan.protostream.SerializationContextInitializer;

/** Opens caches of Infinispan, as a member of a cluster. */
final class InfinispanCaches implements StoreProvider.Caches {
  private static final int OWNERS = 2;

  /**
   * The shortest time-out: a live owner answers sooner, even while it loads classes for its first
   * answers.
   */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  private final JCachingProvider provider = new JCachingProvider();
  private final CacheManager manager;
  private final ConfigFile file;

  /** The most entries of each cache: the configuration of a cache sees its name only. */
  private final Map<String, Long> bounds = new ConcurrentHashMap<>();

  /**
   * Starts a member.
   *
   * @param processor runs at the owners of entries; has no state
   */
  InfinispanCaches(ConfigFile file, Duration timeout, EntryProcessor<?, ?, ?> processor) {
    this.file = file;
    Duration wait = timeout.compareTo(SHORTEST_WAIT) > 0 ? timeout : SHORTEST_WAIT;
    try {
      ConfigurationBuilderHolder holder =
          new ParserRegistry(Key.class.getClassLoader()).parse(file.url());
      GlobalConfigurationBuilder global = holder.getGlobalConfigurationBuilder();
      global.serialization().addContextInitializer(new Schema(processor));
      Function<String, Configuration> configuration =
          name -> configuration(wait, bounds.getOrDefault(name, -1L));
      Properties properties = new Properties();
      properties.put(ConfigurationBuilderHolder.class.getName(), holder);
      properties.put(JCacheManager.CACHE_CONFIGURATION_FUNCTION, configuration);
      // The URI names no file: the provider would merge a file into the configuration just read.
      URI name = URI.create("limitrate-" + UUID.randomUUID());
      manager = provider.getCacheManager(name, Key.class.getClassLoader(), properties);
    } catch (IOException | RuntimeException e) {
      provider.close();
      throw file.bad(e);
    }
  }

  private static Configuration configuration(Duration wait, long maxEntries) {
    ConfigurationBuilder configuration = new ConfigurationBuilder();
    configuration.memory().maxCount(maxEntries);
    configuration.locking().lockAcquisitionTimeout(wait.toMillis(), TimeUnit.MILLISECONDS);
    configuration
        .clustering()
        .cacheMode(CacheMode.DIST_SYNC)
        .remoteTimeout(wait.toMillis(), TimeUnit.MILLISECONDS)
        .hash()
        .numOwners(OWNERS);
    return configuration.build();
  }

  @Override
  public <K, V> Cache<K, V> open(
      String name, CompleteConfiguration<K, V> configuration, long maxEntries) {
    if (manager.getCache(name) != null) {
      throw new IllegalArgumentException(
          "cache \""
              + name
              + "\": must not be in Infinispan's configuration, because Limitrate creates it");
    }
    bounds.put(name, maxEntries);
    try {
      return manager.createCache(name, configuration);
    } catch (CacheConfigurationException e) {
      throw file.bad(e);
    }
  }

  @Override
  public void close() {
    provider.close();
  }

  /** Marshals a processor as its type name alone: each member has its own instance. */
  private record Schema(EntryProcessor<?, ?, ?> processor)
      implements SerializationContextInitializer {
    private static final String FILE = "limitrate.proto";
    private static final String TEXT =
        "syntax = \"proto3\"; package io.limitrate; message Processor {}";

    @Override
    public void registerSchema(SerializationContext context) {
      context.registerProtoFiles(FileDescriptorSource.fromString(FILE, TEXT));
    }

    @Override
    public void registerMarshallers(SerializationContext context) {
      context.registerMarshaller(new ProcessorMarshaller(processor));
    }
  }

  private record ProcessorMarshaller(EntryProcessor<?, ?, ?> processor)
      implements ProtobufTagMarshaller<EntryProcessor<?, ?, ?>> {
    @Override
    @SuppressWarnings("unchecked")
    public Class<EntryProcessor<?, ?, ?>> getJavaClass() {
      return (Class<EntryProcessor<?, ?, ?>>) processor.getClass();
    }

    @Override
    public String getTypeName() {
      return "io.limitrate.Processor";
    }

    @Override
    public EntryProcessor<?, ?, ?> read(ReadContext context) {
      return processor;
    }

    @Override
    public void write(WriteContext context, EntryProcessor<?, ?, ?> written) {}
  }
}
