package io.limitrate;

import io.limitrate.internal.algorithm.AttemptState;
import java.util.function.BiConsumer;

/**
 * Keeps the state of every key and changes it atomically.
 *
 * <p>Thread-safe. Transitions on one key happen one after another, each on the state that the one
 * before left; none is lost. An entry is kept at least until its state is idle, except that a bound
 * on their number evicts some: of limits others first than those that were rejected lately; of
 * attempts those least near to a block, and none because of limits.
 */
public interface Store extends AutoCloseable {

  /**
   * Applies the transition to the key's entry.
   *
   * @throws RuntimeException when the state cannot be reached; the entry is then unchanged, or
   *     changed once
   */
  Decision apply(Key key, Transition transition);

  /**
   * Whether the state can be reached, as far as is known without trying. While it cannot, {@link
   * #apply} fails at once.
   */
  default boolean available() {
    return true;
  }

  /**
   * Whether the state has been out of reach for so long that a burst of calls cannot be the reason.
   * While this is so, the state is {@linkplain #available not available} either.
   */
  default boolean lost() {
    return !available();
  }

  /**
   * Shows the state of every entry that is about attempts, in no order, some perhaps older than
   * others. Goes through the whole store: for administrators, not for calls.
   *
   * @throws RuntimeException when the state cannot be reached
   */
  default void forEachAttempts(BiConsumer<Key, AttemptState> action) {
    throw new UnsupportedOperationException("this store cannot be gone through");
  }

  /** Gives back all that the store holds. Later transitions fail. */
  @Override
  void close();
}
