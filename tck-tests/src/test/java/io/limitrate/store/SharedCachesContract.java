package io.limitrate.store;

import static io.limitrate.store.SharedNode.EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.shared.AsyncProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What caches that nodes share have to do, whatever their provider. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SharedCachesContract {
  private static final int THREADS = 4;
  private static final int REPLACEMENTS = 25;

  private SharedNode one;
  private SharedNode other;

  /** Starts what the nodes need. */
  abstract SharedSource start(Examples examples);

  /** Ends what the nodes needed. */
  void stop() {}

  @BeforeAll
  void open(@TempDir Path directory) {
    SharedSource source = start(new Examples(directory));
    one = SharedNode.open(source);
    other = SharedNode.open(source);
  }

  @AfterAll
  void close() {
    try {
      if (other != null) {
        other.close();
      }
      if (one != null) {
        one.close();
      }
    } finally {
      stop();
    }
  }

  @Test
  void aNodeSeesWhatTheOtherWrote() {
    String key = newKey();

    one.cache().put(key, "1");
    assertThat(other.cache().get(key)).isEqualTo("1");

    other.cache().put(key, "2");
    assertThat(one.cache().get(key)).isEqualTo("2");
  }

  @Test
  void onlyOneNodePutsWhatIsAbsent() {
    String key = newKey();

    assertThat(one.cache().putIfAbsent(key, "1")).isTrue();
    assertThat(other.cache().putIfAbsent(key, "2")).isFalse();

    assertThat(other.cache().get(key)).isEqualTo("1");
  }

  @Test
  void replacesAnEqualValueOnly() {
    String key = newKey();
    one.cache().put(key, "1");

    assertThat(other.cache().replace(key, "2", "3")).isFalse();
    assertThat(other.cache().replace(key, String.valueOf(1), "3")).isTrue();

    assertThat(one.cache().get(key)).isEqualTo("3");
  }

  @Test
  void replacementsAtTheSameTimeAreAllCounted() throws Exception {
    String key = newKey();
    one.cache().put(key, "0");

    inThreads(cache -> increment(cache, key));

    assertThat(one.cache().get(key)).isEqualTo(Integer.toString(THREADS * REPLACEMENTS));
  }

  private static void increment(Cache<String, String> cache, String key) {
    String found;
    do {
      found = cache.get(key);
    } while (!cache.replace(key, found, Integer.toString(Integer.parseInt(found) + 1)));
  }

  private void inThreads(Consumer<Cache<String, String>> change) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> changes = new ArrayList<>();
      for (int i = 0; i < THREADS * REPLACEMENTS; i++) {
        SharedNode node = i % 2 == 0 ? one : other;
        changes.add(executor.submit(() -> change.accept(node.cache())));
      }
      for (Future<?> done : changes) {
        done.get(30, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void anEntryLeavesSomeTimeAfterItWasLastReplacedHoweverOftenItIsRead() {
    String key = newKey();
    long putNanos = System.nanoTime();
    one.cache().put(key, "1");
    assertThat(
            SharedNode.becomesTrue(
                () -> one.cache().get(key) == null || since(putNanos) > EXPIRY.toNanos() / 2))
        .isTrue();

    long replacedNanos = System.nanoTime();
    assertThat(other.cache().replace(key, "1", "2")).isTrue();
    boolean gone = SharedNode.becomesTrue(() -> other.cache().get(key) == null);
    long lastedNanos = since(replacedNanos);

    assertThat(gone).isTrue();
    // Clocks that tick by the millisecond.
    assertThat(lastedNanos).isGreaterThan(EXPIRY.minusMillis(10).toNanos());
    assertThat(one.cache().get(key)).isNull();
    assertThat(one.cache().putIfAbsent(key, "3")).isTrue();
  }

  private static long since(long nanos) {
    return System.nanoTime() - nanos;
  }

  private static String newKey() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 22);
  }

  /** The same for those that hold no thread. */
  void processorsThatHoldNoThreadCountEveryCall() throws Exception {
    String key = newKey();
    List<CompletableFuture<?>> changes = new ArrayList<>();

    for (int i = 0; i < THREADS * REPLACEMENTS; i++) {
      AsyncProcessor processor = processor(i % 2 == 0 ? one : other);
      changes.add(
          CompletableFuture.completedFuture("1")
              .thenCompose(count -> processor.process(key, count))
              .thenAccept(counted -> assertThat(Integer.parseInt(counted)).isPositive()));
    }

    for (CompletableFuture<?> done : changes) {
      done.get(30, TimeUnit.SECONDS);
    }
    assertThat(other.cache().get(key)).isEqualTo(Integer.toString(THREADS * REPLACEMENTS));
  }

  private static AsyncProcessor processor(SharedNode node) {
    AsyncProcessor processor = node.shared().processor();
    assertThat(processor).as("the provider's processor that holds no thread").isNotNull();
    return processor;
  }

  SharedNode one() {
    return one;
  }

  SharedNode other() {
    return other;
  }

  /** For providers that run a processor where the entry is, with our classes there. */
  void processorsCountEveryCall() throws Exception {
    String key = newKey();

    inThreads(cache -> cache.invoke(key, new CountProcessor(), "1"));

    assertThat(other.cache().get(key)).isEqualTo(Integer.toString(THREADS * REPLACEMENTS));
  }
}
