package io.limitrate.internal.store.provider;

import java.net.URI;
import java.util.UUID;

/** Names cache managers. */
final class CacheManagerUri {
  private CacheManagerUri() {}

  /** Returns a unique URI, so that two applications never share caches by accident. */
  static URI unique() {
    return URI.create("urn:limitrate:" + UUID.randomUUID());
  }
}
