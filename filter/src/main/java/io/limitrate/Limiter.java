package io.limitrate;

import java.util.List;

/**
 * Decides whether a call may proceed. The filter, the JAX-RS feature and annotated methods all ask
 * the limiter. Application code uses this type to check calls that no rule or annotation covers.
 *
 * <p>Thread-safe. An exception of a store, a resolver or a listener never leaves {@link #check},
 * which blocks no longer than its store does.
 */
public interface Limiter {

  /**
   * Charges the call for each policy that has not charged the call's request yet. Policies that may
   * read the body come last; within each group the strictest policy comes first. If a policy
   * rejects the call, the limiter refunds the units of the policies before and skips the policies
   * after.
   */
  Verdict check(Call call, List<Policy> policies);

  /** Returns what the policies would decide about a call of cost 0. Charges and records nothing. */
  Verdict peek(Call call, List<Policy> policies);

  /**
   * Charges one key that the caller knows. {@link #check} does the same for each policy. Quotas
   * that differ in their windows or algorithms need different keys.
   *
   * @throws IllegalArgumentException if a quota is a number of {@linkplain Quotas.InFlight calls in
   *     flight}, because this charge has no end
   * @throws RuntimeException when the store cannot be reached
   */
  Decision acquire(Quotas quotas, Key key, long cost);
}
