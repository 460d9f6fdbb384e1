package io.limitrate.internal.store.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Caches of texts that several nodes share. Thread-safe. */
public interface SharedCaches extends AutoCloseable {

  /**
   * The cache of that name, the same on every node.
   *
   * @param expiry how long entries stay after they were last written, reading does not count;
   *     {@code null} for as long as there is room
   * @throws IllegalArgumentException when there is no such cache, or it does not fit
   */
  SharedCache open(String name, @Nullable Duration expiry);

  /** Whether its caches are bounded, so that new keys push out others. */
  default boolean evicts() {
    return false;
  }

  /** Gives back what this node holds; what is shared stays. */
  @Override
  void close();
}
