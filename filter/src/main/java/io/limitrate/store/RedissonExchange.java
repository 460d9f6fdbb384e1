package io.limitrate.store;

import static io.limitrate.shared.Stages.AT_ONCE;

import io.limitrate.shared.AsyncExchange;
import io.limitrate.shared.Stages;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.RedisNoScriptException;

/**
 * Compare-and-exchange on an entry of Redisson's JCache, in one trip: JCache's own replacement does
 * not tell what is there instead. A script does it on what the cache is in Redis: a hash, and a
 * sorted set of the times when its entries expire.
 */
final class RedissonExchange implements AsyncExchange {
  private static final System.Logger LOG = System.getLogger(RedissonExchange.class.getName());

  /**
   * Of key, found, next and now, for entries that live LIFE milliseconds, 0 for ever. Texts are
   * never empty, so that is no entry.
   */
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
        if LIFE > 0 then
          redis.call('zadd', KEYS[2], ARGV[4] + LIFE, ARGV[1])
        end
      end
      return found
      """;

  private final RScript redis;
  private final List<Object> names;
  private final String script;
  private final String sha;

  private RedissonExchange(RScript redis, String cache, @Nullable Duration expiry) {
    this.redis = redis;
    this.names = List.of(cache, "jcache_timeout_set:{" + cache + "}");
    this.script = SCRIPT.replace("LIFE", expiry == null ? "0" : Long.toString(expiry.toMillis()));
    this.sha = redis.scriptLoad(script);
  }

  /**
   * The exchange of a cache; {@code null} where it finds other things in Redis than the cache does,
   * as with names that are mapped.
   *
   * @param redis runs scripts on texts
   */
  static @Nullable RedissonExchange of(
      RScript redis, Cache<String, String> cache, @Nullable Duration expiry) {
    RedissonExchange exchange = new RedissonExchange(redis, cache.getName(), expiry);
    if (exchange.agreesWith(cache, expiry)) {
      return exchange;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "Cache \"{0}\" is not where Redisson keeps one by default; it is changed by JCache's"
            + " operations, which is slower",
        cache.getName());
    return null;
  }

  /** Whether an entry that is written here appears there, and expires there. */
  private boolean agreesWith(Cache<String, String> cache, @Nullable Duration expiry) {
    String key = "limitrate-probe-" + UUID.randomUUID();
    long nowMillis = System.currentTimeMillis();
    long pastMillis = expiry == null ? nowMillis : nowMillis - expiry.toMillis() - 1;
    try {
      send(key, "", "1", nowMillis).toCompletableFuture().join();
      boolean there = "1".equals(cache.get(key));
      send(key, "1", "2", pastMillis).toCompletableFuture().join();
      return there && Objects.equals(cache.get(key), expiry == null ? "2" : null);
    } finally {
      // At a time when it has not expired.
      send(key, "2", "", 0).toCompletableFuture().join();
    }
  }

  @Override
  public boolean guessesFreely() {
    return true;
  }

  @Override
  public CompletionStage<Exchanged> exchange(
      String key, @Nullable String found, @Nullable String next) {
    return send(key, text(found), text(next), System.currentTimeMillis())
        .thenApplyAsync(there -> new Exchanged(Objects.equals(there, found), there), AT_ONCE);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** By the script's name; a server that has started again does not know it any more. */
  private CompletionStage<@Nullable String> send(
      String key, String found, String next, long nowMillis) {
    CompletionStage<@Nullable String> sent =
        redis.evalShaAsync(
            Mode.READ_WRITE, sha, ReturnType.VALUE, names, key, found, next, nowMillis);
    return sent.toCompletableFuture()
        .exceptionallyComposeAsync(
            failure ->
                Stages.cause(failure) instanceof RedisNoScriptException
                    ? redis.evalAsync(
                        Mode.READ_WRITE,
                        script,
                        ReturnType.VALUE,
                        names,
                        key,
                        found,
                        next,
                        nowMillis)
                    : CompletableFuture.failedFuture(failure),
            AT_ONCE);
  }
}
