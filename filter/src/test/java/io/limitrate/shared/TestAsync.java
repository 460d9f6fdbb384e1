package io.limitrate.shared;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.cache.Cache;

/** A provider's own threads, on which no operation may begin unless they go on. */
final class TestAsync implements AutoCloseable {
  private final boolean goesOn;
  private final boolean processes;
  private final Set<Thread> own = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "provider");
            own.add(thread);
            return thread;
          });

  /** Whether an operation fails before it begins. */
  volatile boolean refuses;

  /** Whether a processor's operation is never done. */
  volatile boolean forgets;

  /** The threads that began an operation. */
  final Set<Thread> beginners = ConcurrentHashMap.newKeySet();

  private TestAsync(boolean goesOn, boolean processes) {
    this.goesOn = goesOn;
    this.processes = processes;
  }

  /** Compare-and-set, by threads that begin the next operation when one is done, or may not. */
  static TestAsync replacing(boolean goesOn) {
    return new TestAsync(goesOn, false);
  }

  /** Entry processors too. */
  static TestAsync processing() {
    return new TestAsync(false, true);
  }

  SharedCache of(Cache<String, String> cache) {
    return new SharedCache(
        cache, async(cache), processes ? (key, change) -> process(cache, key, change) : null);
  }

  private CompletionStage<String> process(Cache<String, String> cache, String key, String change) {
    return forgets
        ? new CompletableFuture<>()
        : begin(() -> cache.invoke(key, new ChangeProcessor(), change));
  }

  private AsyncCache async(Cache<String, String> cache) {
    return new AsyncCache() {
      @Override
      public boolean goesOn() {
        return goesOn;
      }

      @Override
      public CompletionStage<String> get(String key) {
        return begin(() -> cache.get(key));
      }

      @Override
      public CompletionStage<Boolean> replace(String key, String found, String next) {
        return begin(() -> replaced(cache, key, found, next));
      }
    };
  }

  private static boolean replaced(
      Cache<String, String> cache, String key, String found, String next) {
    return new Path.Entry(new SharedCache(cache), key).replace(found, next);
  }

  private <T> CompletionStage<T> begin(Supplier<T> operation) {
    Thread beginner = Thread.currentThread();
    if (!goesOn && own.contains(beginner)) {
      throw new IllegalStateException("no operation may begin on a thread of the provider");
    }
    if (refuses) {
      throw new IllegalStateException("nothing can be begun");
    }
    beginners.add(beginner);
    return CompletableFuture.supplyAsync(operation, threads);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
