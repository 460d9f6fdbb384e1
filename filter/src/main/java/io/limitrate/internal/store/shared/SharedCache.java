package io.limitrate.internal.store.shared;

import java.util.Set;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A cache of texts that several nodes share, and what its provider can do with it beyond JCache.
 *
 * @param exchange its compare-and-exchange that holds no thread, where there is one
 * @param processor its entry processor that holds no thread, where there is one
 */
public record SharedCache(
    Cache<String, String> cache,
    @Nullable AsyncExchange exchange,
    @Nullable AsyncProcessor processor) {

  /** A cache with nothing beyond JCache. */
  public SharedCache(Cache<String, String> cache) {
    this(cache, null, null);
  }

  /** The same, without what is not right on this provider. */
  SharedCache only(Set<Path> sound) {
    return new SharedCache(
        cache,
        sound.contains(Path.EXCHANGE) ? exchange : null,
        sound.contains(Path.INVOKE) ? processor : null);
  }

  boolean holdsNoThread() {
    return exchange != null || processor != null;
  }
}
