package io.limitrate.internal.store.provider;

import io.limitrate.Key;
import io.limitrate.spi.AsyncExchange;
import io.limitrate.spi.StoreProvider;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
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
 * Opens caches of Redis through Redisson's JCache, which keeps a hash for each cache. Redis
 * contains text only, so foreign data in Redis never creates a Java object here.
 */
final class RedissonCaches implements StoreProvider.Caches {
  private static final System.Logger LOG = System.getLogger(RedissonCaches.class.getName());

  /** The time-out of a connection; a reachable server accepts a connection sooner. */
  private static final int CONNECT_MILLIS = 1_000;

  /**
   * The least time-out of a command. It is longer than a call's time-out, because a new connection
   * needs two answers before its first use.
   */
  private static final long LEAST_ANSWER_MILLIS = 500;

  /** The interval of pings. A connection without an answer for two intervals is replaced. */
  private static final int PING_MILLIS = 1_000;

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration RECONNECTION_DELAY = Duration.ofMillis(250);
  private static final int CONNECTIONS = 4;
  private static final int CALLBACK_THREADS = 4;

  /** Turns off Redisson's own clean-up, which uses the clock of the node and is too slow. */
  private static final int NEVER_SECONDS = Integer.MAX_VALUE;

  /** Few threads, so that one wake-up serves many answers: half of the processors, four at most. */
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
    // A URI that is no URL: the provider searches no configuration there.
    this.manager = provider.getCacheManager(CacheManagerUri.unique(), Key.class.getClassLoader());
  }

  static RedissonCaches of(StoreProvider.Context context) {
    String address = context.settings().get(BuiltInProvider.ADDRESS);
    return address == null
        ? of(ConfigFile.of(context), context.timeout())
        : at(address, context.timeout());
  }

  /** Connects with a configuration file of Redisson; only its codec is replaced. */
  private static RedissonCaches of(ConfigFile file, Duration timeout) {
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

  /**
   * Returns a warning when the file's ping interval notices connections late that a firewall has
   * dropped.
   */
  static Optional<String> pingWarning(ConfigFile file, RedissonClient client) {
    int millis =
        client instanceof Redisson redisson
            ? redisson.getServiceManager().getConfig().getPingConnectionInterval()
            : PING_MILLIS;
    return millis > 0 && millis <= PING_MILLIS
        ? Optional.empty()
        : Optional.of(
            ("config \"%s\": pingConnectionInterval is %d ms, so a connection that a firewall has"
                    + " dropped is replaced late or never, and calls fail until then; write"
                    + " pingConnectionInterval: %d")
                .formatted(file.location(), millis, PING_MILLIS));
  }

  /** Connects to a single server. A command without an answer in time fails and is not repeated. */
  private static RedissonCaches at(String address, Duration timeout) {
    Config config = new Config().setThreads(CALLBACK_THREADS).setNettyThreads(NETTY_THREADS);
    config
        .useSingleServer()
        .setAddress(address)
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
              + RedisServerAddress.shown(address)
              + "\": must be a Redis server that can be reached: "
              + RedisFailure.reason(e),
          e);
    }
  }

  /**
   * Connects, with retries for five seconds: the first answers may be late, because classes load
   * meanwhile.
   */
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
  public <K, V> Cache<K, V> open(
      String name, CompleteConfiguration<K, V> configuration, long maxEntries) {
    Cache<K, V> cache =
        manager.createCache(name, RedissonConfiguration.fromInstance(redisson, configuration));
    if (Expiry.of(configuration) != null) {
      cleanup.begin(scripts(), cache.unwrap(RedissonObject.class));
    }
    return cache;
  }

  private RScript scripts() {
    return redisson.getScript(StringCodec.INSTANCE);
  }

  @Override
  @SuppressWarnings("unchecked") // JCache takes a raw class only
  public Optional<AsyncExchange> exchange(Cache<String, String> cache) {
    Duration expiry = Expiry.of(cache.getConfiguration(CompleteConfiguration.class));
    return Optional.of(RedissonExchange.of(scripts(), cache, expiry, timeout));
  }

  /** Returns false: a hash of Redis has no bound. */
  @Override
  public boolean evicts() {
    return false;
  }

  @Override
  public void close() {
    cleanup.close();
    provider.close();
    redisson.shutdown();
  }
}
