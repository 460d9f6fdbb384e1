package io.limitrate.internal.store.provider;

import static io.limitrate.internal.concurrent.CompletionStages.SAME_THREAD;

import io.limitrate.spi.AsyncExchange;
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
 * Compare-and-exchange of an entry of Redisson's JCache, in one round trip. JCache's own {@code
 * replace} does not return the text found, and expires entries by the clock of the calling node.
 * Thread-safe.
 *
 * <p>On a slow connection, a node whose exchange fails gets the next turn at this entry, for the
 * time of two round trips. Without turns the winner would win again: it knows the new text and
 * sends its next exchange while the other nodes still learn that their exchange failed. A turn ends
 * after the time-out at the latest, so an unused turn delays other nodes by less than the wait of
 * their calls.
 */
final class RedissonExchange implements AsyncExchange {
  /**
   * Arguments: key, text found, next text, this node, and the length of a turn in milliseconds, 0
   * for no turn. {@code LIFE} is the life of an entry in milliseconds, 0 for no expiry. {@code
   * KEYS[3]} is the key of the entry's turn. A text is never empty; the empty text stands for no
   * entry. While another node has the turn, the result is {@value #ANOTHERS_TURN} and the text
   * found.
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

  /** With shorter round trips, random pauses are enough to keep nodes out of step. */
  private static final long SHORT_TRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Removes a key, and returns the number of structures (hash, sorted set) that had the key. */
  private static final String REMOVE =
      "return redis.call('hdel', KEYS[1], ARGV[1]) + redis.call('zrem', KEYS[2], ARGV[1])";

  /** The number of probes that the start makes before it fails. */
  private static final int PROBES = 20;

  private final RedissonScript script;
  private final String turns;
  private final long timeoutNanos;
  private final String node = UUID.randomUUID().toString();

  /** The duration of the last round trip. */
  private volatile long tripNanos;

  private RedissonExchange(RedissonScript script, String turns, Duration timeout) {
    this.script = script;
    this.turns = turns;
    this.timeoutNanos = timeout.toNanos();
  }

  /**
   * Returns the exchange of a cache.
   *
   * @param redis runs scripts on texts
   * @param timeout the longest wait of a decision
   * @throws IllegalArgumentException when Redisson uses other names in Redis
   */
  static RedissonExchange of(
      RScript redis, Cache<String, String> cache, @Nullable Duration expiry, Duration timeout) {
    RedissonObject names = cache.unwrap(RedissonObject.class);
    if (!keepsEntriesThere(redis, cache, names, expiry)) {
      throw new IllegalArgumentException(
          "cache \""
              + cache.getName()
              + "\": must have the names in Redis that Redisson 4.7 uses: use no nameMapper and no"
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
   * Returns whether JCache writes an entry into the hash, and its expiry into the sorted set.
   * JCache computes the expiry from this node's clock: if this clock is slow, the clean-up of
   * another node may remove the probe at once. So one success among several probes is enough.
   */
  private static boolean keepsEntriesThere(
      RScript redis, Cache<String, String> cache, RedissonObject names, @Nullable Duration expiry) {
    RedissonScript remove = new RedissonScript(redis, names, ReturnType.LONG, REMOVE);
    long entries = expiry == null ? 1 : 2;
    return IntStream.range(0, PROBES).anyMatch(probe -> removed(remove, cache) == entries);
  }

  /**
   * Writes an entry with JCache, removes it, and returns the number of structures that had the
   * entry.
   */
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
  public boolean exchangesInOneTrip() {
    return true;
  }

  @Override
  public CompletionStage<Exchanged> exchange(
      String key, @Nullable String found, @Nullable String next) {
    long startNanos = System.nanoTime();
    return script
        .<@Nullable String>runWithKey(turns + key, key, text(found), text(next), node, turnMillis())
        .thenApplyAsync(
            current -> {
              tripNanos = System.nanoTime() - startNanos;
              return exchanged(found, current);
            },
            SAME_THREAD);
  }

  /**
   * Returns the length of a turn. A node whose round trips exceed the time-out takes no turn,
   * because its calls end before their turn.
   */
  private String turnMillis() {
    long nanos = tripNanos;
    boolean none = nanos < SHORT_TRIP_NANOS || nanos > timeoutNanos;
    long turnNanos = none ? 0 : Math.min(2 * nanos, timeoutNanos);
    return Long.toString(TimeUnit.NANOSECONDS.toMillis(turnNanos));
  }

  private static Exchanged exchanged(@Nullable String found, @Nullable String current) {
    if (current != null && current.startsWith(ANOTHERS_TURN)) {
      String same = current.substring(ANOTHERS_TURN.length());
      return new Exchanged(false, same.isEmpty() ? null : same);
    }
    return new Exchanged(Objects.equals(current, found), current);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
