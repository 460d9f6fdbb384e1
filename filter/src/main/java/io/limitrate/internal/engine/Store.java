package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.algorithm.SingleState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.StateCodec;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state of every key and changes it atomically.
 *
 * <p>Thread-safe. Transitions of one key run one after another, each on the state that the previous
 * transition left; no transition is lost. A store keeps an entry at least until the state is idle,
 * unless the store is full. A full store evicts some entries. Among entries of quotas, entries that
 * were rejected recently are evicted last. Among entries of a {@link ForeignTransition}, the least
 * important are evicted first. Entries of quotas never evict entries of foreign transitions.
 */
public interface Store extends AutoCloseable {

  /**
   * Applies the transition to the key's entry.
   *
   * @throws RuntimeException when the state cannot be reached; the transition then had no effect,
   *     or had its effect once
   */
  <A> A apply(Key key, Transition<A> transition);

  /**
   * Takes units, as {@link #apply} does with a {@link Transition.Acquire}. A store in the process
   * does it without creating the transition.
   */
  default Decision acquire(Key key, CountedQuotas quotas, long cost, long nowNanos) {
    return apply(key, new Transition.Acquire(quotas, cost, nowNanos));
  }

  /**
   * Returns what this node knows about an entry, without a wait for a shared store; {@code null} if
   * it knows nothing. A shared store also reads the entry in the background, at most once a second,
   * so that later calls see the changes of other nodes.
   *
   * @param look a transition that changes nothing
   */
  default <A> @Nullable A recall(Key key, ForeignTransition<A> look) {
    return apply(key, look);
  }

  /** Takes units and a slot, as {@link #apply} does. A shared store renews the slot. */
  default Decision enter(Key key, Transition.Enter enter) {
    return apply(key, enter);
  }

  /**
   * Frees the slot of a call that has ended, as {@link #apply} does. A shared store does not wait
   * for the answer, and repeats the transition until there is an answer.
   */
  default void leave(Key key, Transition.Leave leave) {
    Decision unused = apply(key, leave);
  }

  /**
   * Forgets what a key has counted, also for quotas that a reload has replaced.
   *
   * @throws RuntimeException when the state cannot be reached
   */
  default void reset(Key key, CountedQuotas quotas, long nowNanos) {
    apply(key, new ManualChange.Reset(quotas, nowNanos));
  }

  /**
   * Returns whether the state can be reached, as far as the store knows without a new operation.
   * While this is {@code false}, {@link #apply} fails at once.
   */
  default boolean available() {
    return true;
  }

  /** Returns whether a decision takes no time that a caller could notice. */
  default boolean immediate() {
    return false;
  }

  /**
   * Returns whether the state has been unreachable for so long that a burst of calls cannot be the
   * cause. While this is {@code true}, the state is also not {@linkplain #available available}.
   */
  default boolean lost() {
    return !available();
  }

  /**
   * Returns whether the store {@linkplain CountedHistory converts} an entry whose quotas a reload
   * has changed. Otherwise quotas of another shape need other keys.
   */
  default boolean converts() {
    return false;
  }

  /**
   * Passes every entry of foreign transitions whose state the codec reads to the action, in no
   * particular order; some states may be older than others. This reads the whole store, so only
   * administration uses this method.
   *
   * @throws RuntimeException when the state cannot be reached
   */
  default void forEach(StateCodec codec, BiConsumer<Key, SingleState> action) {
    throw new UnsupportedOperationException("this store cannot list its entries");
  }

  /**
   * Returns the time of the stored states at a time of this node's clock. Nodes that share a store
   * share this time, although their clocks differ.
   */
  default long stateNanos(long nowNanos) {
    return nowNanos;
  }

  /**
   * Passes each key that quotas of a policy have counted to the action, in no particular order. A
   * shared store passes only the keys of which this node has a lease or a recent rejection. This
   * reads the whole store.
   *
   * @param policy the name of the policy
   */
  default void forEachCount(String policy, long nowNanos, Counts action) {
    throw new UnsupportedOperationException("this store cannot list its entries");
  }

  /** Receives the counts of keys. */
  interface Counts {
    /** Receives the state of a key, and the quotas that have counted last. */
    void state(Key key, CountedQuotas counted, State state);

    /** Receives the present decision about a call without a cost, if the state is not known. */
    void decision(Key key, CountedQuotas counted, Decision present);

    /** Returns the used part of the quota of a decision, from 0 to 1. */
    static double use(Decision decision) {
      return 1 - (double) decision.remaining() / decision.quota().capacity();
    }
  }

  /** Releases the resources of the store. Later transitions fail. */
  @Override
  void close();
}
