package io.limitrate.internal.engine;

import io.limitrate.internal.algorithm.ExpiringState;

/**
 * A transition of a state that quotas do not count, such as a ban. Another package may add such a
 * transition, and registers the codecs of the state and of the transition as services.
 *
 * <p>A store keeps the entries of foreign transitions apart from the entries of quotas, so that
 * neither evicts the other.
 *
 * @param <A> the type of the answer
 */
public non-sealed interface ForeignTransition<A> extends Transition<A> {

  /** Returns the kind of the entry. A store bounds the entries of each kind on their own. */
  int kind();

  /** Returns whether a full store evicts entries of this kind; otherwise it rejects new keys. */
  boolean evictable();

  /** Returns the importance of a state of this kind. A full store evicts the least important. */
  int importance(ExpiringState state);

  /** Returns the answer of a store that has no room for the entry. */
  A uncounted();

  /** Returns whether the transition asks for permission, so that a cached rejection answers it. */
  boolean asks();

  /**
   * Returns for how many nanoseconds the answer to this transition rejects every later transition
   * that asks; 0 if it does not.
   */
  long rejectsForNanos(A answer);

  /** Returns the answer that holds after the given nanoseconds, if nothing else happens. */
  A answerAfter(A answer, long nanos);

  @Override
  ForeignTransition<A> later(long nanos);

  /** Returns this transition, because quotas do not count it. */
  @Override
  default ForeignTransition<A> by(CountedQuotas quotas) {
    return this;
  }
}
