package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.internal.login.attempt.AttemptAlgorithm;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Successes whose report to the store is deferred, because the store has no failures to clear. The
 * store frees the place of such an attempt after a minute. If the user returns earlier, the next
 * attempt reports the success. So a login without suspicion needs no third operation of the store.
 *
 * <p>Thread-safe. The number of slots is fixed: a success that is overwritten costs the user one
 * attempt for a minute.
 */
final class DeferredSuccesses {
  private static final int SLOTS = 1 << 10;

  private final AtomicReferenceArray<@Nullable Success> slots = new AtomicReferenceArray<>(SLOTS);

  void add(Key key, int id, long nowNanos) {
    slots.set(slot(key), new Success(key, id, nowNanos));
  }

  /** Removes the key's latest success and returns its id, or 0 when there is none. */
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
