package io.limitrate.bench;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Quotas;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision on one of many keys; all decisions permit the call. Compares the floor, Limitrate
 * and bucket4j. The floor reads the clock, gets the entry and changes it by compare-and-set.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecisionBenchmark {
  /** A limit that no key reaches. */
  private static final long LIMIT = 1_000_000_000;

  /** The floor in a map without a bound. */
  @State(Scope.Benchmark)
  public static class FloorMap {
    final Map<Key, AtomicLong> cells = new ConcurrentHashMap<>();

    /** Fills the map. */
    @Setup(Level.Trial)
    public void fill(Keys keys) {
      for (Key key : keys.all) {
        cells.put(key, new AtomicLong());
      }
    }
  }

  /** The floor in a bare cache. */
  public abstract static class FloorCache {
    final Cache<Key, AtomicLong> cells;

    FloorCache(Cache<Key, AtomicLong> cells) {
      this.cells = cells;
    }

    /** Fills the cache. */
    @Setup(Level.Trial)
    public void fill(Keys keys) {
      for (Key key : keys.all) {
        cells.put(key, new AtomicLong());
      }
    }
  }

  /** Ehcache. */
  @State(Scope.Benchmark)
  public static class FloorEhcache extends FloorCache {
    /** Opens the cache. */
    public FloorEhcache() {
      super(Caches.ehcache(Key.class, AtomicLong.class));
    }
  }

  /** Caffeine. */
  @State(Scope.Benchmark)
  public static class FloorCaffeine extends FloorCache {
    /** Opens the cache. */
    public FloorCaffeine() {
      super(Caches.caffeine(Key.class, AtomicLong.class));
    }
  }

  /** Limitrate over one of its own caches. */
  public abstract static class Limitrate {
    final StoreLimiter limiter;
    final Quotas quotas = Quotas.parse(LIMIT + "/1s");

    Limitrate(String provider) {
      limiter =
          StoreLimiter.builder(CellStores.open(Caches.settings(provider, Caches.MAX_ENTRIES)))
              .build();
    }

    /** Fills the cache. */
    @Setup(Level.Trial)
    public void fill(Keys keys) {
      for (Key key : keys.all) {
        limiter.acquire(quotas, key, 1);
      }
    }

    /** Closes the cache. */
    @TearDown(Level.Trial)
    public void close() {
      limiter.close();
    }
  }

  /** Over Ehcache. */
  @State(Scope.Benchmark)
  public static class LimitrateEhcache extends Limitrate {
    /** Opens the cache. */
    public LimitrateEhcache() {
      super("ehcache");
    }
  }

  /** Over Caffeine. */
  @State(Scope.Benchmark)
  public static class LimitrateCaffeine extends Limitrate {
    /** Opens the cache. */
    public LimitrateCaffeine() {
      super("caffeine");
    }
  }

  /** Bucket4j's local buckets in a map. */
  @State(Scope.Benchmark)
  public static class Bucket4jLocal {
    final Map<Key, Bucket> buckets = new ConcurrentHashMap<>();

    /** Fills the map. */
    @Setup(Level.Trial)
    public void fill(Keys keys) {
      for (Key key : keys.all) {
        buckets.put(key, Bucket.builder().addLimit(bandwidth()).build());
      }
    }
  }

  /** Bucket4j over a cache. */
  public abstract static class Bucket4jCache {
    final ProxyManager<Key> buckets;
    final BucketConfiguration configuration =
        BucketConfiguration.builder().addLimit(bandwidth()).build();

    Bucket4jCache(Cache<Key, byte[]> cache) {
      buckets = Bucket4jJCache.entryProcessorBasedBuilder(cache).build();
    }

    /** Fills the cache. */
    @Setup(Level.Trial)
    public void fill(Keys keys) {
      for (Key key : keys.all) {
        consume(key);
      }
    }

    boolean consume(Key key) {
      return buckets.builder().build(key, () -> configuration).tryConsume(1);
    }
  }

  /** Over Ehcache. */
  @State(Scope.Benchmark)
  public static class Bucket4jEhcache extends Bucket4jCache {
    /** Opens the cache. */
    public Bucket4jEhcache() {
      super(Caches.ehcache(Key.class, byte[].class));
    }
  }

  /** Over Caffeine. */
  @State(Scope.Benchmark)
  public static class Bucket4jCaffeine extends Bucket4jCache {
    /** Opens the cache. */
    public Bucket4jCaffeine() {
      super(Caches.caffeine(Key.class, byte[].class));
    }
  }

  private static Bandwidth bandwidth() {
    return Bandwidth.builder().capacity(LIMIT).refillGreedy(LIMIT, Duration.ofSeconds(1)).build();
  }

  private static boolean move(AtomicLong cell) {
    long nowNanos = System.nanoTime();
    long tatNanos = cell.get();
    return cell.compareAndSet(tatNanos, Math.max(tatNanos, nowNanos) + 1);
  }

  /** The floor in a map. */
  @Benchmark
  public boolean floorMap(FloorMap state, Keys keys, Keys.Walk walk) {
    return move(state.cells.get(walk.next(keys)));
  }

  /** The floor over Ehcache. */
  @Benchmark
  public boolean floorEhcache(FloorEhcache state, Keys keys, Keys.Walk walk) {
    return move(state.cells.get(walk.next(keys)));
  }

  /** The floor over Caffeine. */
  @Benchmark
  public boolean floorCaffeine(FloorCaffeine state, Keys keys, Keys.Walk walk) {
    return move(state.cells.get(walk.next(keys)));
  }

  /** Limitrate over Ehcache. */
  @Benchmark
  public Decision limitrateEhcache(LimitrateEhcache state, Keys keys, Keys.Walk walk) {
    return state.limiter.acquire(state.quotas, walk.next(keys), 1);
  }

  /** Limitrate over Caffeine. */
  @Benchmark
  public Decision limitrateCaffeine(LimitrateCaffeine state, Keys keys, Keys.Walk walk) {
    return state.limiter.acquire(state.quotas, walk.next(keys), 1);
  }

  /** Bucket4j, local. */
  @Benchmark
  public boolean bucket4jLocal(Bucket4jLocal state, Keys keys, Keys.Walk walk) {
    return state.buckets.get(walk.next(keys)).tryConsume(1);
  }

  /** Bucket4j over Ehcache. */
  @Benchmark
  public boolean bucket4jEhcache(Bucket4jEhcache state, Keys keys, Keys.Walk walk) {
    return state.consume(walk.next(keys));
  }

  /** Bucket4j over Caffeine. */
  @Benchmark
  public boolean bucket4jCaffeine(Bucket4jCaffeine state, Keys keys, Keys.Walk walk) {
    return state.consume(walk.next(keys));
  }
}
