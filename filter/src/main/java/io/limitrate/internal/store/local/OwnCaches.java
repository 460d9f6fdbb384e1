package io.limitrate.internal.store.local;

import io.limitrate.Key;
import java.net.URI;
import java.util.UUID;
import javax.cache.Cache;

/** A cache manager of our own, apart from every other of the same provider. */
public interface OwnCaches extends AutoCloseable {

  /** A cache by reference, without expiry, of at most that many entries. */
  <V> Cache<Key, V> create(String name, Class<V> type, long maxEntries);

  @Override
  void close();

  /** A name that no other manager has, so that two applications never share caches by accident. */
  static URI uniqueUri() {
    return URI.create("urn:limitrate:" + UUID.randomUUID());
  }
}
