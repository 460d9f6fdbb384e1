package io.limitrate.internal.store.provider;

import io.limitrate.Key;
import io.limitrate.config.SharedSource.RedisAddress;
import io.limitrate.internal.store.local.OwnCaches;
import io.limitrate.internal.store.shared.SharedCache;
import io.limitrate.internal.store.shared.SharedCaches;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.RedissonObject;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/**
 * Redis, by Redisson's JCache, which keeps a hash for each cache. All that is in Redis is text:
 * nothing that someone else writes there makes an object here.
 */
final class RedissonCaches implements SharedCaches {
  private static final System.Logger LOG = System.getLogger(RedissonCaches.class.getName());

  /** A server that can be reached accepts a connection sooner. */
  private static final int CONNECT_MILLIS = 1_000;

  /**
   * A call waits for its time-out. A connection lasts longer, because a new connection takes two
   * answers until it can be used.
   */
  private static final long LEAST_ANSWER_MILLIS = 500;

  /** A connection that is silent for two of these is replaced. */
  private static final int PING_MILLIS = 1_000;

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration RECONNECTION_DELAY = Duration.ofMillis(250);
  private static final int CONNECTIONS = 4;
  private static final int CALLBACK_THREADS = 4;

  /** Redisson's own clean-up goes by the clock of the node and is too slow: it never begins. */
  private static final int NEVER_SECONDS = Integer.MAX_VALUE;

  /** Few, so that one of them wakes for many answers: half of the processors, four at most. */
  private static final int NETTY_THREADS =
      Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));

  private final RedissonClient redisson;
  private final Duration timeout;
  private final JCachingProvider provider = new JCachingProvider();
  private final CacheManager manager;
  private final RedissonCleanup cleanup = new RedissonCleanup();

  private RedissonCaches(RedissonClient redisson, Duration timeout) {
    this.redisson = redisson;
    this.timeout = timeout;
    // A URI that is no URL: the provider looks for no configuration of its own there.
    this.manager = provider.getCacheManager(OwnCaches.uniqueUri(), Key.class.getClassLoader());
  }

  /** By Redisson's own configuration, but for the codec. */
  static RedissonCaches of(ConfigFile file, Duration timeout) {
    try {
      RedissonClient client = connect(Config.fromYAML(file.url()));
      pingWarning(file, client).ifPresent(warning -> LOG.log(Level.WARNING, warning));
      return new RedissonCaches(client, timeout);
    } catch (RedisException e) {
      throw file.bad(RedisFailure.reason(e), e);
    } catch (IOException | RuntimeException e) {
      throw file.bad(e);
    }
  }

  /** Says where connections that a firewall has forgotten are noticed late, and the mend. */
  static Optional<String> pingWarning(ConfigFile file, RedissonClient client) {
    int millis =
        client instanceof Redisson redisson
            ? redisson.getServiceManager().getConfig().getPingConnectionInterval()
            : PING_MILLIS;
    return millis > 0 && millis <= PING_MILLIS
        ? Optional.empty()
        : Optional.of(
            ("config \"%s\": pingConnectionInterval is %d ms, so a connection that a firewall has"
                    + " forgotten is replaced late or never, and calls fail until then; write"
                    + " pingConnectionInterval: %d")
                .formatted(file.location(), millis, PING_MILLIS));
  }

  /** A single server; a command that it does not answer in time fails, and is not repeated. */
  static RedissonCaches at(RedisAddress redis, Duration timeout) {
    Config config = new Config().setThreads(CALLBACK_THREADS).setNettyThreads(NETTY_THREADS);
    config
        .useSingleServer()
        .setAddress(redis.address())
        .setConnectionMinimumIdleSize(CONNECTIONS)
        .setConnectTimeout(CONNECT_MILLIS)
        .setTimeout(Math.toIntExact(Math.max(LEAST_ANSWER_MILLIS, 2 * timeout.toMillis())))
        .setPingConnectionInterval(PING_MILLIS)
        .setRetryAttempts(0)
        .setReconnectionDelay(new ConstantDelay(RECONNECTION_DELAY));
    try {
      return new RedissonCaches(connect(config), timeout);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "address \""
              + RedisAddress.shown(redis.address())
              + "\": must be a Redis server that can be reached: "
              + RedisFailure.reason(e),
          e);
    }
  }

  /** Repeatedly: the first answers seem late, because classes are loaded meanwhile. */
  private static RedissonClient connect(Config config) {
    config
        .setCodec(StringCodec.INSTANCE)
        .setMinCleanUpDelay(NEVER_SECONDS)
        .setMaxCleanUpDelay(NEVER_SECONDS);
    long startNanos = System.nanoTime();
    while (true) {
      try {
        return Redisson.create(config);
      } catch (RedisException e) {
        boolean lasting = RedisFailure.of(e).map(RedisFailure::lasting).orElse(false);
        if (lasting || System.nanoTime() - startNanos > START_NANOS) {
          throw e;
        }
        LockSupport.parkNanos(RECONNECTION_DELAY.toNanos());
      }
    }
  }

  @Override
  public SharedCache open(String name, @Nullable Duration expiry) {
    Cache<String, String> cache =
        manager.createCache(
            name, RedissonConfiguration.fromInstance(redisson, Texts.configuration(expiry)));
    RScript redis = redisson.getScript(StringCodec.INSTANCE);
    RedissonExchange exchange = RedissonExchange.of(redis, cache, expiry, timeout);
    if (expiry != null) {
      cleanup.begin(redis, cache.unwrap(RedissonObject.class));
    }
    return new SharedCache(cache, exchange, null);
  }

  @Override
  public void close() {
    cleanup.close();
    provider.close();
    redisson.shutdown();
  }
}
