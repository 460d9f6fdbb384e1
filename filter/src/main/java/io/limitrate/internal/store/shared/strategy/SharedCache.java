package io.limitrate.internal.store.shared.strategy;

import io.limitrate.spi.AsyncExchange;
import io.limitrate.spi.AsyncProcessor;
import io.limitrate.spi.StoreProvider;
import java.util.Set;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A cache of texts that several nodes share, with the provider's operations beyond JCache.
 * Immutable.
 *
 * @param exchange the provider's asynchronous compare-and-exchange, if it has one
 * @param processor the provider's asynchronous entry processor, if it has one
 */
public record SharedCache(
    Cache<String, String> cache,
    @Nullable AsyncExchange exchange,
    @Nullable AsyncProcessor processor) {

  /** Returns a cache with the operations of its provider. */
  public static SharedCache of(StoreProvider.Caches provider, Cache<String, String> cache) {
    return new SharedCache(
        cache, provider.exchange(cache).orElse(null), provider.processor(cache).orElse(null));
  }

  /** Returns this cache without the operations that are not sound on this provider. */
  SharedCache only(Set<UpdateStrategy> sound) {
    return new SharedCache(
        cache,
        sound.contains(UpdateStrategy.EXCHANGE) ? exchange : null,
        sound.contains(UpdateStrategy.INVOKE) ? processor : null);
  }

  boolean isAsync() {
    return exchange != null || processor != null;
  }
}
