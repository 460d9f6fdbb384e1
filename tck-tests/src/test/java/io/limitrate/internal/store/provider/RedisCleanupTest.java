package io.limitrate.internal.store.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.config.SharedSource;
import io.limitrate.config.SharedSource.RedisAddress;
import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.spi.AsyncExchange;
import io.limitrate.tck.Await;
import io.limitrate.tck.LogLines;
import io.limitrate.tck.RedisServer;
import io.limitrate.tck.cluster.RedisCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Expired entries leave Redis. The system property {@code cleanup.seconds} sets how long the test
 * writes new keys; the test prints the longest stay of an expired entry.
 */
class RedisCleanupTest {
  private static final String CACHE = "limitrate-cleanup";
  private static final int KEYS_A_SECOND = 10_000;

  /**
   * Half of a batch of the clean-up. Redis runs a batch after the earlier writes, so the clean-up
   * keeps up with the writes on any machine: a busy machine delays both. With more pending writes
   * than a batch removes, the bound would measure the machine.
   */
  private static final int MOST_UNDER_WAY = 500;

  private static final Duration INFLOW =
      Duration.ofSeconds(Integer.getInteger("cleanup.seconds", 3));
  private static final Duration LIFE = Duration.ofSeconds(2);

  /** The latest return of a node, on a busy machine. */
  private static final Duration LONGEST_STAY = Duration.ofSeconds(30);

  private final AtomicLong answered = new AtomicLong();
  private long sent;
  private Duration longestStay = Duration.ZERO;

  @Test
  void expiredEntriesLeaveRedisAtTenThousandNewKeysASecond() {
    try (RedisServer redis = RedisServer.start();
        SharedNode node = SharedNode.open(new RedisAddress(redis.address()))) {
      RedissonClient client = client(redis);
      try {
        RScoredSortedSet<String> expiries =
            client.getScoredSortedSet("jcache_timeout_set:{" + CACHE + "}");
        SharedCache cache = node.open(CACHE, LIFE);
        long startNanos = System.nanoTime();

        Await.until(
            "new keys",
            INFLOW.multipliedBy(10),
            () -> {
              look(expiries);
              return write(cache.exchange(), System.nanoTime() - startNanos);
            });
        assertThat(client.getMap(CACHE).size()).isPositive();

        Await.until(
            "no entries",
            LIFE.plus(LONGEST_STAY),
            () -> {
              look(expiries);
              return client.getKeys().countExists(CACHE, expiries.getName()) == 0;
            });
        System.out.printf(
            "RedisCleanupTest: %,d keys in %d s, an expired entry stayed %d ms at most%n",
            sent, INFLOW.toSeconds(), longestStay.toMillis());
      } finally {
        client.shutdown();
      }
    }
  }

  /** The keys of the clean-up's script must be in the slot of the cache. */
  @Test
  void expiredEntriesLeaveARedisCluster(@TempDir Path directory) {
    try (RedisCluster redis = RedisCluster.start(directory);
        SharedNode node =
            SharedNode.open(
                new SharedSource.Configured(
                    SharedSource.Provider.REDIS, redis.redissonFile(directory).toString()))) {
      SharedCache cache = node.open(CACHE, LIFE);

      cache.exchange().exchange("key", null, "1").toCompletableFuture().join();
      assertThat(redis.hasKey(CACHE)).isTrue();

      Await.until("no entries", LIFE.plus(LONGEST_STAY), () -> !redis.hasKey(CACHE));
    }
  }

  @Test
  void warnsOnceWhereRedisRejectsTheCleanUp() {
    try (LogLines log = LogLines.of(RedissonCleanup.class);
        RedisServer redis = RedisServer.start()) {
      redis.ask("ACL SETUSER default resetkeys ~limitrate-* ~jcache*");
      try (SharedNode node = SharedNode.open(new RedisAddress(redis.address()))) {
        node.open(CACHE, LIFE);

        Await.until("a warning", LONGEST_STAY, () -> !log.lines().isEmpty());
      }

      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARNING Redis rejects the clean-up of expired entries")
          .contains("limitrate_cleanup:*");
    }
  }

  private static RedissonClient client(RedisServer redis) {
    Config config = new Config().setCodec(StringCodec.INSTANCE);
    config.useSingleServer().setAddress(redis.address());
    return Redisson.create(config);
  }

  /** Writes the keys that are due; returns whether they were the last. */
  private boolean write(AsyncExchange exchange, long sinceNanos) {
    long nanos = Math.min(sinceNanos, INFLOW.toNanos());
    long due = Duration.ofNanos(nanos).toMillis() * KEYS_A_SECOND / 1_000;
    while (sent < due && sent - answered.get() < MOST_UNDER_WAY) {
      exchange
          .exchange("key-" + sent++, null, "1")
          .whenComplete((exchanged, failure) -> answered.incrementAndGet());
    }
    return sent == INFLOW.toSeconds() * KEYS_A_SECOND;
  }

  private void look(RScoredSortedSet<String> expiries) {
    Duration stay = stay(expiries);
    assertThat(stay).isLessThan(LONGEST_STAY);
    longestStay = stay.compareTo(longestStay) > 0 ? stay : longestStay;
  }

  /** Returns how long the oldest entry has stayed after its expiry. */
  private static Duration stay(RScoredSortedSet<String> expiries) {
    Double first = expiries.firstScore();
    return first == null
        ? Duration.ZERO
        : Duration.ofMillis(System.currentTimeMillis() - first.longValue());
  }
}
