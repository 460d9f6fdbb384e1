package io.limitrate.store;

import io.limitrate.shared.AsyncExchange;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;

/**
 * Compare-and-exchange on an entry of Redisson's JCache, in one trip: JCache's own replacement does
 * not tell what is there instead. A script does it on what the cache is in Redis: a hash, and a
 * sorted set of the times when its entries expire.
 */
final class RedissonExchange implements AsyncExchange {
  private static final System.Logger LOG = System.getLogger(RedissonExchange.class.getName());
  private static final String EXPIRIES = "jcache_timeout_set:{%s}";

  /** Of key, found, next, now, expiry; texts are never empty, so that is no entry. */
  private static final String SCRIPT =
      """
      local found = redis.call('hget', KEYS[1], ARGV[1])
      local expiry = found and redis.call('zscore', KEYS[2], ARGV[1])
      if expiry and tonumber(expiry) <= tonumber(ARGV[4]) then
        found = false
      end
      if (found or '') ~= ARGV[2] or ARGV[2] == ARGV[3] then
        return found
      end
      if ARGV[3] == '' then
        redis.call('hdel', KEYS[1], ARGV[1])
        redis.call('zrem', KEYS[2], ARGV[1])
      else
        redis.call('hset', KEYS[1], ARGV[1], ARGV[3])
        if ARGV[5] ~= '' then
          redis.call('zadd', KEYS[2], ARGV[5], ARGV[1])
        end
      end
      return found
      """;

  private final RScript script;
  private final List<Object> names;
  private final @Nullable Duration expiry;

  private RedissonExchange(RScript script, String cache, @Nullable Duration expiry) {
    this.script = script;
    this.names = List.of(cache, EXPIRIES.formatted(cache));
    this.expiry = expiry;
  }

  /**
   * The exchange of a cache; {@code null} where it finds other things in Redis than the cache does,
   * as with names that are mapped.
   *
   * @param script of texts
   */
  static @Nullable RedissonExchange of(
      RScript script, Cache<String, String> cache, @Nullable Duration expiry) {
    RedissonExchange exchange = new RedissonExchange(script, cache.getName(), expiry);
    if (exchange.agreesWith(cache)) {
      return exchange;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "Cache \"{0}\" is not where Redisson keeps one by default; it is changed by JCache's"
            + " operations, which is slower",
        cache.getName());
    return null;
  }

  private boolean agreesWith(Cache<String, String> cache) {
    String key = "limitrate-probe-" + UUID.randomUUID();
    long nowMillis = System.currentTimeMillis();
    try {
      exchange(key, "", "1", nowMillis, String.valueOf(nowMillis + 60_000));
      boolean there = "1".equals(cache.get(key));
      exchange(key, "1", "2", nowMillis, String.valueOf(nowMillis - 1));
      return there && cache.get(key) == null;
    } finally {
      // At a time when it has not expired.
      exchange(key, "2", "", 0, "");
    }
  }

  private void exchange(String key, String found, String next, long nowMillis, String expiry) {
    script.eval(
        Mode.READ_WRITE, SCRIPT, ReturnType.VALUE, names, key, found, next, nowMillis, expiry);
  }

  @Override
  public boolean guessesFreely() {
    return true;
  }

  @Override
  public CompletionStage<Exchanged> exchange(
      String key, @Nullable String found, @Nullable String next) {
    long nowMillis = System.currentTimeMillis();
    CompletionStage<@Nullable String> exchanged =
        script.evalAsync(
            Mode.READ_WRITE,
            SCRIPT,
            ReturnType.VALUE,
            names,
            key,
            found == null ? "" : found,
            next == null ? "" : next,
            nowMillis,
            expiry == null ? "" : nowMillis + expiry.toMillis());
    return exchanged.thenApplyAsync(
        there -> new Exchanged(Objects.equals(there, found), there), Runnable::run);
  }
}
