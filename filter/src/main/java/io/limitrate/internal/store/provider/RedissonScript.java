package io.limitrate.internal.store.provider;

import static io.limitrate.internal.concurrent.CompletionStages.SAME_THREAD;

import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.concurrent.CompletionStages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonObject;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisTimeoutException;

/**
 * A script that Redis runs on one cache of Redisson's JCache. {@code KEYS[1]} is the hash of the
 * entries; {@code KEYS[2]} is the sorted set of expiry times. Thread-safe.
 */
final class RedissonScript {
  /** The server's time, so that all nodes agree on expired entries, whatever their clocks. */
  private static final String NOW =
      """
      local time = redis.call('time')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      """;

  private final RScript redis;
  private final List<Object> keys;
  private final ReturnType result;
  private final String text;
  private final String sha;

  /**
   * Loads the script into Redis.
   *
   * @param redis runs scripts on texts
   * @param text may use the local variable {@code now}, in milliseconds
   * @param more the prefixes of further keys of the cache, {@code KEYS[3]} and so on
   */
  RedissonScript(
      RScript redis, RedissonObject cache, ReturnType result, String text, String... more) {
    String name = cache.getRawName();
    this.redis = redis;
    this.keys =
        new ArrayList<>(List.of(name, RedissonObject.prefixName("jcache_timeout_set", name)));
    for (String prefix : more) {
      keys.add(RedissonObject.prefixName(prefix, name));
    }
    this.result = result;
    this.text = NOW + text;
    this.sha = redis.scriptLoad(this.text);
  }

  /**
   * Runs the script by its hash; sends the whole text to a server that does not know the hash, such
   * as a restarted one.
   *
   * @return fails with {@link StoreUnavailableException} when there is no answer in time
   */
  <T extends @Nullable Object> CompletionStage<T> run(Object... arguments) {
    return send(keys, arguments);
  }

  /**
   * Runs the script like {@link #run}, with one more key at the end of {@code KEYS}. Redis Cluster,
   * and servers that check keys, require each key there.
   *
   * @param key a name with the hash tag of the cache
   */
  <T extends @Nullable Object> CompletionStage<T> runWithKey(String key, Object... arguments) {
    List<Object> all = new ArrayList<>(keys);
    all.add(key);
    return send(all, arguments);
  }

  private <T extends @Nullable Object> CompletionStage<T> send(
      List<Object> keys, Object... arguments) {
    CompletionStage<T> sent = redis.evalShaAsync(Mode.READ_WRITE, sha, result, keys, arguments);
    return sent.toCompletableFuture()
        .exceptionallyComposeAsync(
            failure ->
                CompletionStages.cause(failure) instanceof RedisNoScriptException
                    ? redis.evalAsync(Mode.READ_WRITE, text, result, keys, arguments)
                    : CompletableFuture.failedFuture(named(CompletionStages.cause(failure))),
            SAME_THREAD);
  }

  private static Throwable named(Throwable failure) {
    return failure instanceof RedisTimeoutException
        ? new StoreUnavailableException("no answer of Redis in time: " + failure.getMessage())
        : failure;
  }
}
