package io.limitrate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The decisions of all policies about one call. Says whether the call may proceed and which policy
 * constrains it most, and settles or refunds the units of the call. Code that calls {@link
 * Limiter#check}, or handles a {@link RateLimitExceededException}, uses this type.
 *
 * <p>Thread-safe. Units that are never settled stay charged as reserved.
 */
public interface Verdict {

  /** Returns whether the call may proceed, at once or after its {@link #delay}. */
  boolean permitted();

  /**
   * Returns how long the call has to wait for its turn; zero for a call that may proceed at once.
   */
  Duration delay();

  /**
   * Returns the charges of the policies that the limiter asked, strictest first. A policy after a
   * rejection was not asked and has no charge.
   */
  List<Charge> charges();

  /**
   * Returns the rejection, or otherwise the charge that allows the fewest further calls of the same
   * cost. Empty when no policy was asked.
   */
  Optional<Charge> mostConstrained();

  /**
   * Replaces the units that the policy reserved by the units that the call used. Only the first
   * settlement has an effect.
   *
   * @param actual the units that the call used, at least 0; more than the reserved units may leave
   *     a debt
   * @return whether there was a reservation to settle
   */
  boolean settle(String policy, long actual);

  /**
   * Refunds all units that are not settled, and frees the slots of the call among the {@linkplain
   * Quotas.InFlight calls in flight}. Callers use this when the call did not happen.
   */
  void release();

  /**
   * Ends the call: frees its slots among the {@linkplain Quotas.InFlight calls in flight}, and
   * notifies listeners. Only the first end has an effect. Callers of {@link Limiter#check} use this
   * when the call has ended; the filter, the JAX-RS feature and annotated methods end their calls
   * themselves.
   */
  void end();
}
