package io.limitrate.internal.store.provider;

import static io.limitrate.internal.store.shared.CompletionStages.SAME_THREAD;

import io.limitrate.internal.store.shared.AsyncExchange;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonObject;
import org.redisson.api.RScript;
import org.redisson.api.RScript.ReturnType;

/**
 * Compares and exchanges an entry of Redisson's JCache in one round trip. JCache's own replacement
 * does not tell what is there instead, and expires entries by the clock of the node that asks.
 *
 * <p>Where a trip takes long, a node whose exchange fails has the next turn at that entry for two
 * trips. Otherwise the node that came first would come first the next time too: it knows the new
 * text, and sends its next exchange, as early as the others hear that theirs failed. A turn ends
 * after the time-out at the latest, so a node that does not use its turn delays the others by less
 * than their calls wait.
 */
final class RedissonExchange implements AsyncExchange {
  /**
   * Of key, found, next, this node, and for how many milliseconds a turn is kept, 0 for none; for
   * entries that live LIFE milliseconds, 0 for ever. {@code KEYS[3]} is the key of the entry's
   * turn. Texts are never empty, so the empty text stands for no entry. What is there follows
   * {@value #ANOTHERS_TURN} where another node has the turn.
   */
  private static final String EXCHANGE =
      """
      local found = redis.call('hget', KEYS[1], ARGV[1])
      local expiry = found and redis.call('zscore', KEYS[2], ARGV[1])
      if expiry and tonumber(expiry) <= now then
        found = false
      end
      if ARGV[2] == ARGV[3] then
        return found
      end
      if (found or '') ~= ARGV[2] then
        if ARGV[5] ~= '0' then
          redis.call('set', KEYS[3], ARGV[4], 'nx', 'px', ARGV[5])
        end
        return found
      end
      local node = redis.call('get', KEYS[3])
      if node == ARGV[4] then
        redis.call('del', KEYS[3])
      elseif node then
        return '!' .. (found or '')
      end
      if ARGV[3] == '' then
        redis.call('hdel', KEYS[1], ARGV[1])
        redis.call('zrem', KEYS[2], ARGV[1])
      else
        redis.call('hset', KEYS[1], ARGV[1], ARGV[3])
        if LIFE > 0 then
          redis.call('zadd', KEYS[2], now + LIFE, ARGV[1])
        end
      end
      return found
      """;

  private static final String ANOTHERS_TURN = "!";

  /** Where trips are shorter, nodes fall out of step by chance. */
  private static final long SHORT_TRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Removes a key, and returns in how many of hash and sorted set it was. */
  private static final String REMOVE =
      "return redis.call('hdel', KEYS[1], ARGV[1]) + redis.call('zrem', KEYS[2], ARGV[1])";

  /** How often the start looks where JCache keeps an entry, before it gives up. */
  private static final int PROBES = 20;

  private final RedissonScript script;
  private final String turns;
  private final long timeoutNanos;
  private final String node = UUID.randomUUID().toString();

  /** How long the last trip took. */
  private volatile long tripNanos;

  private RedissonExchange(RedissonScript script, String turns, Duration timeout) {
    this.script = script;
    this.turns = turns;
    this.timeoutNanos = timeout.toNanos();
  }

  /**
   * The exchange of a cache.
   *
   * @param redis runs scripts on texts
   * @param timeout how long a decision waits for an answer
   * @throws IllegalArgumentException when Redisson keeps the entries under other names in Redis
   */
  static RedissonExchange of(
      RScript redis, Cache<String, String> cache, @Nullable Duration expiry, Duration timeout) {
    RedissonObject names = cache.unwrap(RedissonObject.class);
    if (!keepsEntriesThere(redis, cache, names, expiry)) {
      throw new IllegalArgumentException(
          "cache \""
              + cache.getName()
              + "\": must be where Redisson 4.7 keeps a cache in Redis: use no nameMapper and no"
              + " other version of Redisson");
    }
    String life = expiry == null ? "0" : Long.toString(expiry.toMillis());
    String text = EXCHANGE.replace("LIFE", life);
    return new RedissonExchange(
        new RedissonScript(redis, names, ReturnType.VALUE, text),
        RedissonObject.prefixName("limitrate_turn", names.getRawName()) + ":",
        timeout);
  }

  /**
   * Whether JCache writes an entry into the hash, and its expiry into the sorted set. JCache takes
   * the expiry from this node's clock: where that clock is slow, a node that cleans up may remove
   * the probe at once, so one success of several tries is enough.
   */
  private static boolean keepsEntriesThere(
      RScript redis, Cache<String, String> cache, RedissonObject names, @Nullable Duration expiry) {
    RedissonScript remove = new RedissonScript(redis, names, ReturnType.LONG, REMOVE);
    long entries = expiry == null ? 1 : 2;
    return IntStream.range(0, PROBES).anyMatch(probe -> removed(remove, cache) == entries);
  }

  /** In how many of hash and sorted set an entry was that JCache has written. */
  private static long removed(RedissonScript remove, Cache<String, String> cache) {
    String key = "limitrate-probe-" + UUID.randomUUID();
    cache.put(key, "1");
    try {
      return remove.<Long>run(key).toCompletableFuture().join();
    } finally {
      cache.remove(key);
    }
  }

  @Override
  public boolean guessesFreely() {
    return true;
  }

  @Override
  public CompletionStage<Exchanged> exchange(
      String key, @Nullable String found, @Nullable String next) {
    long startNanos = System.nanoTime();
    return script
        .<@Nullable String>runWithKey(turns + key, key, text(found), text(next), node, turnMillis())
        .thenApplyAsync(
            there -> {
              tripNanos = System.nanoTime() - startNanos;
              return exchanged(found, there);
            },
            SAME_THREAD);
  }

  /** A node whose trips are longer than the time-out gives up before it could use a turn. */
  private String turnMillis() {
    long nanos = tripNanos;
    boolean none = nanos < SHORT_TRIP_NANOS || nanos > timeoutNanos;
    long turnNanos = none ? 0 : Math.min(2 * nanos, timeoutNanos);
    return Long.toString(TimeUnit.NANOSECONDS.toMillis(turnNanos));
  }

  private static Exchanged exchanged(@Nullable String found, @Nullable String there) {
    if (there != null && there.startsWith(ANOTHERS_TURN)) {
      String same = there.substring(ANOTHERS_TURN.length());
      return new Exchanged(false, same.isEmpty() ? null : same);
    }
    return new Exchanged(Objects.equals(there, found), there);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
