package io.limitrate;

import java.util.Optional;

/**
 * The decision of one policy about one call, and the units that the policy took. Listeners, and
 * code that reads a {@link Verdict}, use this type. Thread-safe.
 */
public interface Charge {

  /** Returns the policy that decided. */
  Policy policy();

  /**
   * Returns the place where the policy applied: the method and path pattern of a rule, such as
   * {@code GET /products/{id}}, or the annotated method. Empty for a {@link Call} of application
   * code that names no {@linkplain Call#endpoint endpoint}.
   */
  Optional<String> rule();

  /** Returns the name of the call's tier; empty if the quotas do not belong to a tier. */
  Optional<String> tier();

  /** Returns the quotas that applied: those of the call's tier. */
  Quotas quotas();

  /** Returns the key that was counted. */
  Key key();

  /** Returns the units that the call costs. */
  long cost();

  /** Returns the decision of the policy. */
  Decision decision();

  /** Returns why the policy could not read its key or cost, if the client caused the error. */
  Optional<UnreadableCallException> unreadable();

  /**
   * Returns whether the store counted the call. If {@code false}, the {@link FailureRule} of the
   * policy decided, or the call is {@link #unreadable}.
   */
  boolean counted();

  /**
   * Returns whether the call is rejected because its key is {@linkplain Quotas.Ban banned}. The
   * call takes no units, and the wait of the decision is the remaining time of the ban.
   */
  default boolean banned() {
    return false;
  }

  /**
   * Returns whether the policy enforces its rejections for this key. A policy in shadow enforces
   * none, and a policy with {@link Policy#enforce} those of a part of its keys.
   */
  default boolean enforced() {
    return policy().enforces(key());
  }

  /**
   * Returns whether this policy lets the call proceed. A rejection that is not {@link #enforced}
   * lets the call proceed.
   */
  default boolean permitted() {
    return decision().permitted() || !enforced();
  }

  /** Returns the Unix time in seconds, rounded up, at which the deciding quota is full again. */
  long resetEpochSecond();
}
