package io.limitrate.internal.store.local;

import io.limitrate.Key;
import java.net.URI;
import java.util.UUID;
import javax.cache.Cache;

/** A cache manager of Limitrate, separate from all other managers of the same provider. */
public interface PrivateCaches extends AutoCloseable {

  /** Creates a bounded cache by reference, without expiry. */
  <V> Cache<Key, V> create(String name, Class<V> type, long maxEntries);

  @Override
  void close();

  /** Returns a unique URI, so that two applications never share caches by accident. */
  static URI uniqueUri() {
    return URI.create("urn:limitrate:" + UUID.randomUUID());
  }
}
