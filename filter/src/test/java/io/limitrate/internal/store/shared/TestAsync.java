package io.limitrate.internal.store.shared;

import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import io.limitrate.internal.store.shared.update.EntryUpdateProcessor;
import io.limitrate.spi.AsyncExchange;
import io.limitrate.spi.AsyncExchange.Exchanged;
import io.limitrate.spi.AsyncProcessor;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.Cache;

/** The asynchronous operations of a test provider, on the provider's own threads. */
final class TestAsync implements AutoCloseable {
  private enum Kind {
    EXCHANGE_WITH_READ,
    EXCHANGE,
    PROCESSOR
  }

  private final Kind kind;
  private final Set<Thread> own = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "provider");
            own.add(thread);
            return thread;
          });

  /** Whether an operation fails before it starts. */
  volatile boolean rejects;

  /** Whether an operation never completes. */
  volatile boolean forgets;

  /** Whether an exchange reports success and does nothing. */
  volatile boolean exchangeLoses;

  /** The number of exchanges. */
  final AtomicInteger exchanges = new AtomicInteger();

  /** The threads that started an operation. */
  final Set<Thread> beginners = ConcurrentHashMap.newKeySet();

  private TestAsync(Kind kind) {
    this.kind = kind;
  }

  /** Compare-and-exchange in one round trip. */
  static TestAsync exchanging() {
    return new TestAsync(Kind.EXCHANGE);
  }

  /** Compare-and-exchange that reads the entry in a second round trip. */
  static TestAsync exchangingWithARead() {
    return new TestAsync(Kind.EXCHANGE_WITH_READ);
  }

  /** Entry processors; no operation may start on a thread of the provider. */
  static TestAsync processing() {
    return new TestAsync(Kind.PROCESSOR);
  }

  Optional<AsyncProcessor> processorOf(Cache<String, String> cache) {
    return kind == Kind.PROCESSOR
        ? Optional.of((key, update) -> process(cache, key, update))
        : Optional.empty();
  }

  Optional<AsyncExchange> exchangeOf(Cache<String, String> cache) {
    return kind == Kind.PROCESSOR ? Optional.empty() : Optional.of(exchange(cache));
  }

  private CompletionStage<String> process(Cache<String, String> cache, String key, String update) {
    if (own.contains(Thread.currentThread())) {
      throw new IllegalStateException("no operation may start on a thread of the provider");
    }
    return begin(() -> cache.invoke(key, new EntryUpdateProcessor(), update));
  }

  private AsyncExchange exchange(Cache<String, String> cache) {
    return new AsyncExchange() {
      @Override
      public boolean exchangesInOneTrip() {
        return kind == Kind.EXCHANGE;
      }

      @Override
      public CompletionStage<Exchanged> exchange(String key, String found, String next) {
        exchanges.addAndGet(key.startsWith("1clock") ? 0 : 1);
        return begin(() -> exchanged(cache, key, found, next));
      }
    };
  }

  private Exchanged exchanged(Cache<String, String> cache, String key, String found, String next) {
    if (Objects.equals(found, next)) {
      String there = cache.get(key);
      return new Exchanged(Objects.equals(there, found), there);
    }
    boolean done =
        exchangeLoses
            || new UpdateStrategy.Entry(new SharedCache(cache, null, null), key)
                .replace(found, next);
    return new Exchanged(done, done ? found : cache.get(key));
  }

  private <T> CompletionStage<T> begin(Supplier<T> operation) {
    if (rejects) {
      throw new IllegalStateException("no operation can start");
    }
    if (forgets) {
      return new CompletableFuture<>();
    }
    beginners.add(Thread.currentThread());
    return CompletableFuture.supplyAsync(operation, threads);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
