package io.limitrate.bench;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.cache.HazelcastMemberCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.RemoteBucketBuilder;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.OptimizationListener;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.distributed.proxy.optimization.PredictionParameters;
import io.github.bucket4j.distributed.serialization.Mapper;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.github.bucket4j.redis.redisson.Bucket4jRedisson;
import io.limitrate.tck.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/**
 * Nodes with bucket4j. Counts the decisions that ask the store, which are all decisions that
 * bucket4j neither merges nor skips.
 */
final class SharedBucket4j implements SharedNodes, OptimizationListener {
  /** The units and the duration of a Limitrate lease at this quota. */
  private static final DelayParameters DELAY =
      new DelayParameters(SharedStoreBenchmark.LIMIT / 20, Duration.ofMillis(50));

  private static final BucketConfiguration CONFIGURATION =
      BucketConfiguration.builder()
          .addLimit(
              limit ->
                  limit
                      .capacity(SharedStoreBenchmark.LIMIT)
                      .refillGreedy(SharedStoreBenchmark.LIMIT, Duration.ofSeconds(1)))
          .build();

  private final LongAdder decisions = new LongAdder();
  private final LongAdder spared = new LongAdder();
  private final List<Bucket[]> buckets = new ArrayList<>();
  private final List<Runnable> onClose = new ArrayList<>();

  static SharedBucket4j start(String store, int keys, String limiter) throws IOException {
    SharedBucket4j nodes = new SharedBucket4j();
    if (store.equals("redis")) {
      nodes.startRedis(keys, limiter);
    } else {
      nodes.startHazelcast(keys, limiter);
    }
    return nodes;
  }

  private void startRedis(int keys, String limiter) {
    RedisServer redis = RedisServer.start();
    for (int i = 0; i < NODES; i++) {
      org.redisson.config.Config config = new org.redisson.config.Config();
      config.useSingleServer().setAddress(redis.address());
      RedissonClient client = Redisson.create(config);
      onClose.add(client::shutdown);
      add(
          Bucket4jRedisson.casBasedBuilder(((Redisson) client).getCommandExecutor())
              .expirationAfterWrite(
                  ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                      Duration.ofSeconds(10)))
              .keyMapper(Mapper.STRING)
              .build(),
          keys,
          limiter);
    }
    onClose.add(redis::close);
  }

  private void startHazelcast(int keys, String limiter) throws IOException {
    for (Path file : SharedNodes.hazelcastFiles()) {
      HazelcastInstance member =
          Hazelcast.newHazelcastInstance(Config.loadFromStream(Files.newInputStream(file)));
      onClose.add(member::shutdown);
      add(limiter.endsWith("jcache") ? overJcache(member) : overMap(member), keys, limiter);
    }
  }

  /**
   * Returns buckets in an {@code IMap}, Hazelcast's own type of map, to which JCache gives no
   * access.
   */
  private static ProxyManager<String> overMap(HazelcastInstance member) {
    return Bucket4jHazelcast.entryProcessorBasedBuilder(member.<String, byte[]>getMap("bench"))
        .build();
  }

  /** Returns buckets in the type of cache that Limitrate uses in Hazelcast. */
  private static ProxyManager<String> overJcache(HazelcastInstance member) {
    CacheManager manager =
        new HazelcastMemberCachingProvider()
            .getCacheManager(
                null, null, HazelcastCachingProvider.propertiesByInstanceItself(member));
    Cache<String, byte[]> known = manager.getCache("bench", String.class, byte[].class);
    return Bucket4jJCache.entryProcessorBasedBuilder(
            known != null
                ? known
                : manager.createCache(
                    "bench",
                    new MutableConfiguration<String, byte[]>()
                        .setTypes(String.class, byte[].class)))
        .build();
  }

  private void add(ProxyManager<String> node, int keys, String limiter) {
    Bucket[] all = new Bucket[keys];
    for (int i = 0; i < keys; i++) {
      RemoteBucketBuilder<String> builder = node.builder();
      optimize(builder, limiter);
      all[i] = builder.build("key-" + i, () -> CONFIGURATION);
    }
    buckets.add(all);
  }

  private void optimize(RemoteBucketBuilder<String> builder, String limiter) {
    switch (limiter) {
      case "bucket4j-batching" -> builder.withOptimization(heard(Optimizations.batching()));
      case "bucket4j-delaying" -> builder.withOptimization(heard(Optimizations.delaying(DELAY)));
      case "bucket4j-predicting" ->
          builder.withOptimization(
              heard(Optimizations.predicting(DELAY, PredictionParameters.createDefault(DELAY))));
      default -> {}
    }
  }

  private Optimization heard(Optimization optimization) {
    return optimization.withListener(this);
  }

  @Override
  public boolean permits(int node, int key) {
    decisions.increment();
    return buckets.get(node)[key].tryConsume(1);
  }

  @Override
  public void incrementMergeCount(int count) {
    spared.add(count);
  }

  @Override
  public void incrementSkipCount(int count) {
    spared.add(count);
  }

  @Override
  public long operations() {
    return decisions.sum() - spared.sum();
  }

  @Override
  public void close() {
    onClose.forEach(Runnable::run);
  }
}
