package io.limitrate.bench;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Quotas;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Decisions of one thread on one key. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(1)
@State(Scope.Benchmark)
public class HotKeyBenchmark {
  private static final int LIMIT = 1_000_000_000;

  private final AtomicLong cell = new AtomicLong();
  private final Key key = Key.random();
  private final Quotas quotas = Quotas.parse(LIMIT + "/1s");
  private final StoreLimiter ehcache = limiter("ehcache");
  private final StoreLimiter caffeine = limiter("caffeine");
  private final Bucket bucket =
      Bucket.builder()
          .addLimit(
              Bandwidth.builder()
                  .capacity(LIMIT)
                  .refillGreedy(LIMIT, Duration.ofSeconds(1))
                  .build())
          .build();
  private final RateLimiter resilience4j =
      RateLimiter.of(
          "bench",
          RateLimiterConfig.custom()
              .limitForPeriod(LIMIT)
              .limitRefreshPeriod(Duration.ofSeconds(1))
              .timeoutDuration(Duration.ZERO)
              .build());

  private static StoreLimiter limiter(String provider) {
    return StoreLimiter.builder(CellStores.open(Caches.settings(provider, 1_000))).build();
  }

  /** Reads the clock and makes one compare-and-set, which counts nothing if it fails. */
  @Benchmark
  public boolean floorCell() {
    long nowNanos = System.nanoTime();
    long tatNanos = cell.get();
    return cell.compareAndSet(tatNanos, Math.max(tatNanos, nowNanos) + 1);
  }

  /** The floor of an exact count: repeats the compare-and-set until it succeeds. */
  @Benchmark
  public long floorCount() {
    long nowNanos = System.nanoTime();
    while (true) {
      long tatNanos = cell.get();
      long nextNanos = Math.max(tatNanos, nowNanos) + 1;
      if (cell.compareAndSet(tatNanos, nextNanos)) {
        return nextNanos;
      }
    }
  }

  /** Limitrate over Ehcache. */
  @Benchmark
  public Decision limitrateEhcache() {
    return ehcache.acquire(quotas, key, 1);
  }

  /** Limitrate over Caffeine. */
  @Benchmark
  public Decision limitrateCaffeine() {
    return caffeine.acquire(quotas, key, 1);
  }

  /** Bucket4j's local bucket, without a look-up of the key. */
  @Benchmark
  public boolean bucket4jLocal() {
    return bucket.tryConsume(1);
  }

  /** Resilience4j, without a look-up of the key. */
  @Benchmark
  public boolean resilience4j() {
    return resilience4j.acquirePermission();
  }

  /** The same benchmarks with two threads. */
  @Threads(2)
  public static class Contended extends HotKeyBenchmark {}
}
