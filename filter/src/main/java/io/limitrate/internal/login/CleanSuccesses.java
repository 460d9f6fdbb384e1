package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.internal.algorithm.AttemptAlgorithm;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Successes that nobody was told of, because there was nothing to clear: their attempts would give
 * their places back by themselves. If the same user comes back before that, it is told then. So a
 * login with nothing suspicious about it costs no third trip to the store.
 *
 * <p>Thread-safe. What it forgets costs a user one of his attempts for a minute.
 */
final class CleanSuccesses {
  private static final int SLOTS = 1 << 10;

  private final AtomicReferenceArray<@Nullable Success> slots = new AtomicReferenceArray<>(SLOTS);

  void add(Key key, int id, long nowNanos) {
    slots.set(slot(key), new Success(key, id, nowNanos));
  }

  /** The id of the key's latest success, once; 0 for none. */
  int take(Key key, long nowNanos) {
    int slot = slot(key);
    Success known = slots.get(slot);
    boolean useful =
        known != null
            && known.key.equals(key)
            && nowNanos - known.atNanos < AttemptAlgorithm.PENDING_NANOS;
    return useful && slots.compareAndSet(slot, known, null) ? known.id : 0;
  }

  private static int slot(Key key) {
    return key.hashCode() & SLOTS - 1;
  }

  private record Success(Key key, int id, long atNanos) {}
}
