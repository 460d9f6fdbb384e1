package io.limitrate.internal.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.ManualClock;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.provider.BuiltInProvider;
import io.limitrate.spi.StoreProvider;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellStoreTest {
  private static final CountedQuotas TWO_A_MINUTE = CountedQuotas.parse("2/1m fixed-window");

  private final ManualClock clock = new ManualClock();
  private final Queue<Runnable> sweeps = new ArrayDeque<>();
  private Cache<Key, Cell> cells;
  private Cache<Key, Cell> rejected;
  private CellStore store;

  enum Provider {
    EHCACHE(BuiltInProvider.EHCACHE),
    CAFFEINE(BuiltInProvider.CAFFEINE);

    private final BuiltInProvider provider;

    Provider(BuiltInProvider provider) {
      this.provider = provider;
    }

    StoreProvider.Caches open() {
      return provider.open(StoreProvider.Context.inProcess(Map.of()));
    }
  }

  private void open(Provider provider, long maxEntries) {
    StoreProvider.Caches caches = provider.open();
    cells = caches.open("cells", CellStores.CELLS, maxEntries);
    rejected = caches.open("rejected", CellStores.CELLS, maxEntries);
    store = new CellStore(cells, rejected, sweeps::add, caches::close);
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void sweepsIdleEntriesOnly(Provider provider) {
    open(provider, 10_000);
    IntStream.range(0, 1_000).forEach(i -> acquire(Key.random()));
    sweep();
    assertThat(size(cells)).isEqualTo(1_000);

    clock.advance(Duration.ofMinutes(1));
    acquire(Key.random());
    sweep();

    assertThat(size(cells)).isEqualTo(1);
    assertThat(size(rejected)).isZero();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void sweepsARejectedEntryOnceItIsIdle(Provider provider) {
    open(provider, 100);
    Key key = Key.random();
    exhaust(key);
    sweep();
    assertThat(size(rejected)).isEqualTo(1);

    clock.advance(Duration.ofMinutes(1));
    acquire(Key.random());
    sweep();

    assertThat(rejected.get(key)).isNull();
    assertThat(cells.get(key)).isNull();
    assertThat(acquire(key).permitted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void randomKeysDoNotEvictARejectedClient(Provider provider) {
    open(provider, 100);
    Key blocked = Key.random();
    exhaust(blocked);

    IntStream.range(0, 20_000).forEach(i -> acquire(Key.random()));

    assertThat(acquire(blocked).permitted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void aBusyKeyThatTheCacheEvictsKeepsItsCount(Provider provider) {
    open(provider, 10_000);
    Key busy = Key.random();
    exhaust(busy);
    acquire(busy);
    cells.removeAll();
    rejected.removeAll();

    clock.advance(Duration.ofNanos(CellStore.LONGEST_UNSEEN_NANOS));

    assertThat(acquire(busy).permitted()).isFalse();
    assertThat(cells.containsKey(busy)).isTrue();
  }

  @Test
  void theCacheSeesABusyKeyEveryTenMilliseconds() {
    open(Provider.CAFFEINE, 10_000);
    cells.getCacheManager().enableStatistics(cells.getName(), true);
    Key busy = Key.random();
    IntStream.range(0, 10).forEach(i -> acquire(busy));
    long before = gets();

    IntStream.range(0, 100).forEach(i -> acquire(busy));
    assertThat(gets()).isEqualTo(before);
    clock.advance(Duration.ofNanos(CellStore.LONGEST_UNSEEN_NANOS));
    IntStream.range(0, 100).forEach(i -> acquire(busy));

    assertThat(gets()).isEqualTo(before + 1);
  }

  @Test
  void keysThatAreUsedOnceTakeNoPlaceOfABusyKey() {
    open(Provider.CAFFEINE, 10_000);
    cells.getCacheManager().enableStatistics(cells.getName(), true);
    Key busy = Key.random();
    IntStream.range(0, 10).forEach(i -> acquire(busy));

    IntStream.range(0, 20_000).forEach(i -> acquire(Key.random()));

    long before = gets();
    acquire(busy);
    assertThat(gets()).isEqualTo(before);
  }

  /** Returns how often the store has asked the cache of cells. */
  private long gets() {
    try {
      ObjectName name =
          new ObjectName(
              "javax.cache:type=CacheStatistics,CacheManager=*,Cache=" + cells.getName());
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName bean = server.queryNames(name, null).iterator().next();
      return (Long) server.getAttribute(bean, "CacheGets");
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void theNumberOfEntriesIsBounded(Provider provider) {
    open(provider, 100);

    IntStream.range(0, 20_000).forEach(i -> acquire(Key.random()));

    // Caffeine evicts asynchronously, so the cache may hold a few more entries at any moment.
    assertThat(size(cells)).isLessThan(2_000);
  }

  @Test
  void aChargeOnACellThatIsBeingRetiredIsNotLost() {
    open(Provider.EHCACHE, 100);
    Key key = Key.random();
    acquire(key);
    Cell cell = cells.get(key);
    clock.advance(Duration.ofMinutes(2));

    assertThat(cell.retireIfIdle(now())).isTrue();
    acquire(key);
    acquire(key);

    assertThat(cells.get(key)).isNotSameAs(cell);
    assertThat(acquire(key).permitted()).isFalse();
  }

  @Test
  void dropsARetiredCellFromTheRejectedCache() {
    open(Provider.EHCACHE, 100);
    Key key = Key.random();
    Cell retired = Cell.of(TWO_A_MINUTE);
    assertThat(retired.retireIfIdle(now())).isTrue();
    rejected.put(key, retired);

    assertThat(acquire(key).permitted()).isTrue();

    assertThat(rejected.get(key)).isNull();
  }

  @Test
  void sweepsDoNotOverlapAndKeepAPause() {
    open(Provider.CAFFEINE, 100);
    acquire(Key.random());
    acquire(Key.random());
    clock.advance(Duration.ofHours(1));
    acquire(Key.random());
    assertThat(sweeps).hasSize(1);

    sweep();
    acquire(Key.random());
    acquire(Key.random());

    assertThat(sweeps).hasSize(1);
  }

  @Test
  void sweepsGoOnAfterTheClockWentBack() {
    open(Provider.CAFFEINE, 100);
    acquire(Key.random());
    sweep();

    clock.advance(Duration.ofDays(-1));
    acquire(Key.random());

    assertThat(sweeps).hasSize(1);
  }

  @Test
  void aSweepOverClosedCachesEndsQuietly() {
    open(Provider.EHCACHE, 100);
    acquire(Key.random());
    store.close();

    sweep();

    assertThatThrownBy(() -> acquire(Key.random())).isInstanceOf(IllegalStateException.class);
    store = null;
  }

  @Test
  void twoStoresOfOneProviderShareNothing() {
    Key key = Key.random();
    try (Store one = CellStores.open(StoreSettings.DEFAULT);
        Store other = CellStores.open(StoreSettings.DEFAULT)) {
      one.apply(key, new Transition.Acquire(TWO_A_MINUTE, 2, now()));

      assertThat(other.apply(key, new Transition.Acquire(TWO_A_MINUTE, 2, now())).permitted())
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void usesCachesOfTheApplicationByName(Provider provider) {
    String name = providerClass(provider);
    CacheManager manager = Caching.getCachingProvider(name).getCacheManager();
    manager.createCache("mine", byReference());
    manager.createCache("mine-rejected", byReference());
    try (Store over = open(new LocalSource.Application(name, "mine", "mine-rejected"))) {
      Key key = Key.random();

      over.apply(key, new Transition.Acquire(TWO_A_MINUTE, 2, now()));

      assertThat(over.apply(key, new Transition.Acquire(TWO_A_MINUTE, 1, now())).permitted())
          .isFalse();
      assertThat(manager.getCache("mine").containsKey(key)).isTrue();
      assertThat(manager.getCache("mine-rejected").containsKey(key)).isTrue();
    } finally {
      manager.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void rejectsUnsuitableCachesOfTheApplication(Provider provider) {
    String name = providerClass(provider);
    CacheManager manager = Caching.getCachingProvider(name).getCacheManager();
    manager.createCache("by-value", new MutableConfiguration<>());
    manager.createCache(
        "expiring",
        byReference()
            .setExpiryPolicyFactory(
                TouchedExpiryPolicy.factoryOf(
                    new javax.cache.expiry.Duration(TimeUnit.MINUTES, 1))));
    try {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> open(new LocalSource.Application(name, "by-value", null)))
          .withMessageStartingWith("cache \"by-value\": must ");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> open(new LocalSource.Application(name, "expiring", null)))
          .withMessageStartingWith("cache \"expiring\": must not expire entries");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> open(new LocalSource.Application(name, "none", null)))
          .withMessageStartingWith("cache \"none\": must exist");
    } finally {
      manager.close();
    }
  }

  private static Store open(LocalSource source) {
    return CellStores.open(new StoreSettings.InProcess(source));
  }

  private static MutableConfiguration<Object, Object> byReference() {
    return new MutableConfiguration<>().setStoreByValue(false);
  }

  private static String providerClass(Provider provider) {
    return provider == Provider.EHCACHE
        ? "org.ehcache.jsr107.EhcacheCachingProvider"
        : "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";
  }

  private void sweep() {
    sweeps.remove().run();
  }

  private void exhaust(Key key) {
    for (int i = 0; i < 3; i++) {
      acquire(key);
    }
  }

  private Decision acquire(Key key) {
    return store.apply(key, new Transition.Acquire(TWO_A_MINUTE, 1, now()));
  }

  private long now() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }

  private static long size(Cache<Key, Cell> cache) {
    return StreamSupport.stream(cache.spliterator(), false).count();
  }
}
