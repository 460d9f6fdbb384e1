package io.limitrate.bench;

import io.limitrate.Key;
import io.limitrate.Quotas;
import io.limitrate.StoreListener;
import io.limitrate.StoreOperation;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.SharedStores;
import io.limitrate.tck.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Nodes with Limitrate. */
final class SharedLimitrate implements SharedNodes {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Clock clock = Clock.monotonic();
  private final LongAdder operations = new LongAdder();
  private final List<Store> stores = new ArrayList<>();
  private final CountedQuotas quotas;
  private final Key[] keys;
  private final Runnable onClose;

  private SharedLimitrate(List<SharedSource> sources, int keys, boolean exact, Runnable onClose) {
    this.quotas = new CountedQuotas(Quotas.parse(SharedStoreBenchmark.LIMIT + "/1s"), exact, 0);
    this.keys = Stream.generate(Key::random).limit(keys).toArray(Key[]::new);
    this.onClose = onClose;
    sources.forEach(source -> stores.add(open(source)));
  }

  static SharedLimitrate start(String store, int keys, boolean exact) throws IOException {
    if (store.equals("redis")) {
      RedisServer redis = RedisServer.start();
      SharedSource source = new SharedSource.RedisAddress(redis.address());
      return new SharedLimitrate(List.of(source, source), keys, exact, redis::close);
    }
    List<SharedSource> sources = new ArrayList<>();
    for (Path file : SharedNodes.hazelcastFiles()) {
      sources.add(new SharedSource.Configured(SharedSource.Provider.HAZELCAST, file.toString()));
    }
    return new SharedLimitrate(sources, keys, exact, () -> {});
  }

  private Store open(SharedSource source) {
    StoreListener listener =
        new StoreListener() {
          @Override
          public void operated(StoreOperation operation) {
            operations.increment();
          }
        };
    StoreSettings.Shared settings =
        StoreSettings.shared(source, Key.random()).timeout(TIMEOUT).build();
    return SharedStores.open(settings, clock, List.of(listener));
  }

  @Override
  public boolean permits(int node, int key) {
    Transition.Acquire call = new Transition.Acquire(quotas, 1, clock.nanos());
    return stores.get(node).apply(keys[key], call).permitted();
  }

  @Override
  public long operations() {
    return operations.sum();
  }

  @Override
  public void close() {
    stores.forEach(Store::close);
    onClose.run();
  }
}
