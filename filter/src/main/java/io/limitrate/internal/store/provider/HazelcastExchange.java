package io.limitrate.internal.store.provider;

import static io.limitrate.internal.concurrent.CompletionStages.SAME_THREAD;

import com.hazelcast.cache.ICache;
import io.limitrate.spi.AsyncExchange;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compare-and-exchange of a Hazelcast client. After a failed exchange a second operation reads the
 * entry. Thread-safe.
 */
final class HazelcastExchange implements AsyncExchange {

  private final ICache<String, String> cache;

  HazelcastExchange(ICache<String, String> cache) {
    this.cache = cache;
  }

  @Override
  public boolean exchangesInOneTrip() {
    return false;
  }

  @Override
  public CompletionStage<Exchanged> exchange(
      String key, @Nullable String found, @Nullable String next) {
    if (Objects.equals(found, next)) {
      return read(key, current -> new Exchanged(Objects.equals(current, found), current));
    }
    return replace(key, found, next)
        .thenComposeAsync(
            done ->
                done
                    ? CompletableFuture.completedFuture(new Exchanged(true, found))
                    : read(key, current -> new Exchanged(false, current)),
            SAME_THREAD);
  }

  private CompletionStage<Exchanged> read(
      String key, Function<@Nullable String, Exchanged> result) {
    return cache.getAsync(key).thenApplyAsync(result, SAME_THREAD);
  }

  private CompletionStage<Boolean> replace(
      String key, @Nullable String found, @Nullable String next) {
    if (found == null) {
      return cache.putIfAbsentAsync(key, Objects.requireNonNull(next));
    }
    return next == null ? cache.removeAsync(key, found) : cache.replaceAsync(key, found, next);
  }
}
