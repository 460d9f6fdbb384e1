package io.limitrate.internal.store.shared;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.limitrate.Key;
import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.internal.store.shared.update.EntryUpdate;
import io.limitrate.spi.AsyncExchange;
import io.limitrate.spi.AsyncProcessor;
import io.limitrate.spi.StoreProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;

/**
 * A provider that several stores of one test share. A test can make the provider hang, fail, or
 * lose atomic updates.
 */
final class TestCaches implements StoreProvider.Caches {
  private static final int ENTRY_LENGTH = 1 + Key.random().text().length();

  private static final Set<String> OPERATIONS =
      Set.of("get", "invoke", "putIfAbsent", "replace", "remove");

  private final CaffeineCachingProvider provider = new CaffeineCachingProvider();
  private final CacheManager manager =
      provider.getCacheManager(
          URI.create("urn:test:" + UUID.randomUUID()), TestCaches.class.getClassLoader());
  private final Map<String, Cache<String, String>> caches = new ConcurrentHashMap<>();

  final AtomicInteger operations = new AtomicInteger();

  /** The operations on entries of keys. A self-test that was given up may still use its own. */
  final AtomicInteger entryOperations = new AtomicInteger();

  final AtomicInteger hanging = new AtomicInteger();
  volatile CountDownLatch hang = new CountDownLatch(0);
  private volatile Set<String> hangs = OPERATIONS;

  /** Runs asynchronous operations; {@code null} when the provider has none. */
  volatile TestAsync async;

  /** Whether login attempts have separate caches. */
  volatile boolean evicts;

  /** So many replacements of entries of keys fail, because another node was faster. */
  final AtomicInteger lostRaces = new AtomicInteger();

  volatile boolean failing;

  /** The operations that fail while {@link #failing} is set. */
  volatile Set<String> failures = OPERATIONS;

  volatile boolean invokeLoses;
  volatile boolean replaceLoses;

  /** Makes every later operation on a key hang. */
  void hang() {
    hang(OPERATIONS);
  }

  /** Makes the named operations hang. */
  void hang(Set<String> some) {
    hangs = some;
    hang = new CountDownLatch(1);
  }

  void goOn() {
    hang.countDown();
  }

  @Override
  public boolean evicts() {
    return evicts;
  }

  @Override
  @SuppressWarnings("unchecked") // the store opens caches of texts only
  public <K, V> Cache<K, V> open(
      String name, CompleteConfiguration<K, V> configuration, long maxEntries) {
    return (Cache<K, V>) caches.computeIfAbsent(name, this::create);
  }

  /** Returns the cache of a name with its operations. */
  SharedCache shared(String name) {
    return SharedCache.of(this, caches.computeIfAbsent(name, this::create));
  }

  @Override
  public Optional<AsyncExchange> exchange(Cache<String, String> cache) {
    return async == null ? Optional.empty() : async.exchangeOf(cache);
  }

  @Override
  public Optional<AsyncProcessor> processor(Cache<String, String> cache) {
    return async == null ? Optional.empty() : async.processorOf(cache);
  }

  /** Returns the names of the caches that contain the key. */
  List<String> holding(Key key) {
    return caches.entrySet().stream()
        .filter(cache -> cache.getValue().containsKey("1" + key.text()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the text of a key, from any of the caches. */
  String stored(Key key) {
    return caches.values().stream()
        .map(cache -> cache.get("1" + key.text()))
        .filter(text -> text != null)
        .findFirst()
        .orElse(null);
  }

  /** Returns a new cache for the local entries of a node. */
  Cache<Key, LocalEntry> local() {
    return cache(UUID.randomUUID().toString(), Key.class, LocalEntry.class);
  }

  private Cache<String, String> create(String name) {
    Cache<String, String> cache = cache(name, String.class, String.class);
    @SuppressWarnings("unchecked")
    Cache<String, String> proxy =
        (Cache<String, String>)
            Proxy.newProxyInstance(
                TestCaches.class.getClassLoader(),
                new Class<?>[] {Cache.class},
                (self, method, arguments) -> call(cache, method, arguments));
    return proxy;
  }

  private Object call(Cache<String, String> cache, Method method, Object[] arguments)
      throws Throwable {
    String key = arguments != null && arguments.length > 0 ? String.valueOf(arguments[0]) : "";
    if (OPERATIONS.contains(method.getName())) {
      operations.addAndGet(key.startsWith("1clock") ? 0 : 1);
      entryOperations.addAndGet(isEntry(key) ? 1 : 0);
      if (hangs.contains(method.getName())) {
        hanging.incrementAndGet();
        hang.await(30, TimeUnit.SECONDS);
        hanging.decrementAndGet();
      }
      if (failing && failures.contains(method.getName())) {
        throw new CacheException("out of order");
      }
    }
    if (method.getName().equals("replace") && isEntry(key) && lostRaces.getAndDecrement() > 0) {
      return false;
    }
    return lossy(cache, method, arguments);
  }

  private static boolean isEntry(String key) {
    return key.length() == ENTRY_LENGTH && key.startsWith("1");
  }

  private Object lossy(Cache<String, String> cache, Method method, Object[] arguments)
      throws Throwable {
    if (replaceLoses && method.getName().equals("replace") && arguments.length == 3) {
      LockSupport.parkNanos(1);
      cache.put((String) arguments[0], (String) arguments[2]);
      return true;
    }
    if (invokeLoses && method.getName().equals("invoke")) {
      String found = cache.get((String) arguments[0]);
      String next = EntryUpdate.read((String) ((Object[]) arguments[2])[0]).apply(found);
      LockSupport.parkNanos(1);
      cache.put((String) arguments[0], next);
      return found;
    }
    try {
      return method.invoke(cache, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private <K, V> Cache<K, V> cache(String name, Class<K> keys, Class<V> values) {
    CaffeineConfiguration<K, V> configuration = new CaffeineConfiguration<>();
    configuration.setTypes(keys, values);
    configuration.setStoreByValue(false);
    return manager.createCache(name, configuration);
  }

  @Override
  public void close() {
    hang.countDown();
    provider.close();
    if (async != null) {
      async.close();
    }
  }
}
