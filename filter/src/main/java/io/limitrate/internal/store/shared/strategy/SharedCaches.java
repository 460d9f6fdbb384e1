package io.limitrate.internal.store.shared.strategy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Caches of texts that several nodes share. Thread-safe. */
public interface SharedCaches extends AutoCloseable {

  /**
   * Opens the cache of a name, which is the same on every node.
   *
   * @param expiry how long an entry stays after its last write, reads do not count; {@code null}
   *     for no expiry
   * @throws IllegalArgumentException when the cache is missing, or its configuration does not fit
   */
  SharedCache open(String name, @Nullable Duration expiry);

  /** Returns whether the caches are bounded, so that new keys evict older ones. */
  default boolean evicts() {
    return false;
  }

  /** Closes this node's connections or membership; the shared entries stay. */
  @Override
  void close();
}
