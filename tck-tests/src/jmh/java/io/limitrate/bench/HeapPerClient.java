package io.limitrate.bench;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.limitrate.Key;
import io.limitrate.Quotas;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.store.local.CellStores;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.Cache;

/** Measures the used heap per tracked client, after a full collection, with a million clients. */
public final class HeapPerClient {
  private static final int CLIENTS = 1_000_000;
  private static final Bandwidth BANDWIDTH =
      Bandwidth.builder().capacity(100).refillGreedy(100, Duration.ofMinutes(1)).build();

  private HeapPerClient() {}

  /** Measures each subject in turn and prints bytes per client. */
  public static void main(String[] arguments) {
    measure("map of cells", HeapPerClient::map);
    measure("bare cell on Ehcache", () -> bare(Caches.ehcache(Key.class, AtomicLong.class)));
    measure("bare cell on Caffeine", () -> bare(Caches.caffeine(Key.class, AtomicLong.class)));
    measure("Limitrate on Ehcache", () -> limitrate("ehcache"));
    measure("Limitrate on Caffeine", () -> limitrate("caffeine"));
    measure("bucket4j local", HeapPerClient::bucket4jLocal);
    measure("bucket4j-jcache on Ehcache", () -> bucket4j(Caches.ehcache(Key.class, byte[].class)));
    measure(
        "bucket4j-jcache on Caffeine", () -> bucket4j(Caches.caffeine(Key.class, byte[].class)));
  }

  private static void measure(String name, Supplier<Consumer<Key>> subject) {
    Consumer<Key> tracker = subject.get();
    tracker.accept(Key.random());
    long before = usedBytes();
    for (int i = 0; i < CLIENTS; i++) {
      tracker.accept(Key.random());
    }
    long perClient = (usedBytes() - before) / CLIENTS;
    System.out.printf("%-28s %4d bytes per client%n", name, perClient);
    tracker.accept(Key.random());
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static Consumer<Key> map() {
    Map<Key, AtomicLong> cells = new ConcurrentHashMap<>();
    return key -> cells.put(key, new AtomicLong());
  }

  private static Consumer<Key> bare(Cache<Key, AtomicLong> cache) {
    return key -> cache.put(key, new AtomicLong());
  }

  private static Consumer<Key> limitrate(String provider) {
    Quotas quotas = Quotas.parse("100/1h");
    StoreLimiter limiter =
        StoreLimiter.builder(CellStores.open(Caches.settings(provider, Caches.MAX_ENTRIES)))
            .build();
    return key -> limiter.acquire(quotas, key, 1);
  }

  private static Consumer<Key> bucket4jLocal() {
    Map<Key, Bucket> buckets = new ConcurrentHashMap<>();
    return key ->
        buckets
            .computeIfAbsent(key, k -> Bucket.builder().addLimit(BANDWIDTH).build())
            .tryConsume(1);
  }

  private static Consumer<Key> bucket4j(Cache<Key, byte[]> cache) {
    BucketConfiguration configuration = BucketConfiguration.builder().addLimit(BANDWIDTH).build();
    ProxyManager<Key> buckets = Bucket4jJCache.entryProcessorBasedBuilder(cache).build();
    return key -> buckets.builder().build(key, () -> configuration).tryConsume(1);
  }
}
