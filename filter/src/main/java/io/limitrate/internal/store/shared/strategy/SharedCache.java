package io.limitrate.internal.store.shared.strategy;

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

  /** Creates a cache whose provider has no operations beyond JCache. */
  public SharedCache(Cache<String, String> cache) {
    this(cache, null, null);
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
