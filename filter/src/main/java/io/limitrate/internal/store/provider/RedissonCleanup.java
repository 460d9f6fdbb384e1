package io.limitrate.internal.store.provider;

import io.limitrate.internal.concurrent.CompletionStages;
import io.limitrate.internal.concurrent.Workers;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonObject;
import org.redisson.api.RScript;
import org.redisson.api.RScript.ReturnType;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;

/**
 * Removes expired entries from Redis in batches. All nodes together remove one batch of a cache in
 * {@link #PACE_MILLIS} at most, so that the server has time for decisions. A node waits longer
 * after a batch that was not full, or while another node cleans up. Thread-safe.
 */
final class RedissonCleanup implements AutoCloseable {
  /** Redis needs some milliseconds for a batch. */
  private static final int BATCH = 1_000;

  private static final long PACE_MILLIS = 20;
  private static final long FIRST_PAUSE_MILLIS = 100;

  /** Expired entries stay about this long at most. */
  private static final long LONGEST_PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(15);

  /** Returns the number of removed entries, or -1 while another node cleans up. */
  private static final String REMOVE_EXPIRED =
      """
      if not redis.call('set', KEYS[3], '1', 'nx', 'px', %d) then
        return -1
      end
      local expired = redis.call('zrangebyscore', KEYS[2], 0, now, 'limit', 0, %d)
      if #expired > 0 then
        redis.call('hdel', KEYS[1], unpack(expired))
        redis.call('zrem', KEYS[2], unpack(expired))
      end
      return #expired
      """
          .formatted(PACE_MILLIS, BATCH);

  private static final System.Logger LOG = System.getLogger(RedissonCleanup.class.getName());

  private final AtomicBoolean warned = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor timer = Workers.timer("limitrate-redis-cleanup-");

  RedissonCleanup() {
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Starts the clean-up of a cache. */
  void begin(RScript redis, RedissonObject cache) {
    RedissonScript script =
        new RedissonScript(redis, cache, ReturnType.LONG, REMOVE_EXPIRED, "limitrate_cleanup");
    schedule(script, FIRST_PAUSE_MILLIS);
  }

  private void schedule(RedissonScript script, long pauseMillis) {
    try {
      var unused =
          timer.schedule(() -> clean(script, pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The clean-up is closed.
      return;
    }
  }

  private void clean(RedissonScript script, long pauseMillis) {
    script
        .<Long>run()
        .whenComplete(
            (removed, failure) -> {
              warn(failure);
              schedule(script, next(pauseMillis, removed));
            });
  }

  /** Warns once when the server rejects the script. The store logs a server without an answer. */
  private void warn(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : CompletionStages.cause(failure);
    if (cause instanceof RedisException
        && !(cause instanceof RedisConnectionException)
        && !(cause instanceof RedisTimeoutException)
        && warned.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "Redis rejects the clean-up of expired entries, so they fill its memory: {0}. The Redis"
              + " user needs EVALSHA, EVAL and the keys limitrate_cleanup:*",
          String.valueOf(cause.getMessage()).split("\\. channel:", 2)[0]); // the script follows
    }
  }

  /**
   * Returns the next pause, partly random, so that nodes do not run in lockstep; longer while the
   * server does not answer.
   */
  private static long next(long pauseMillis, @Nullable Long removed) {
    if (removed != null && removed == BATCH) {
      return PACE_MILLIS + 1;
    }
    long longer = Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, 2 * pauseMillis));
    return longer - ThreadLocalRandom.current().nextLong(longer / 4);
  }

  @Override
  public void close() {
    Workers.stop(timer);
  }
}
