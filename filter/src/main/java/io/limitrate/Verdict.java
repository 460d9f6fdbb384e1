package io.limitrate;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of all policies about one call. Says whether the call may proceed and which policy
 * constrains it most, and settles or refunds the units of the call. Code that calls {@link
 * Limiter#check}, or handles a {@link RateLimitExceededException}, uses this type.
 *
 * <p>Thread-safe. Units that are never settled stay charged as reserved.
 */
public final class Verdict {
  private final Limiter limiter;
  private final boolean invocation;
  private final Charge[] charges;
  private @Nullable Verdict earlier;

  Verdict(Limiter limiter, boolean invocation, Charge[] charges) {
    this.limiter = limiter;
    this.invocation = invocation;
    this.charges = charges;
  }

  /** Returns whether the call may proceed, at once or after its {@link #delay}. */
  public boolean permitted() {
    for (Charge charge : charges) {
      if (!charge.permitted()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns how long the call has to wait for its turn; zero for a call that may proceed at once.
   */
  public Duration delay() {
    long nanos = 0;
    for (Charge charge : charges) {
      if (charge.decision() instanceof Decision.Delayed delayed && !charge.policy().shadow()) {
        nanos = Math.max(nanos, delayed.delayNanos());
      }
    }
    return nanos == 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  /**
   * Returns the charges of the policies that the limiter asked, strictest first. A policy after a
   * rejection was not asked and has no charge.
   */
  public List<Charge> charges() {
    return Arrays.asList(charges.clone());
  }

  /**
   * Returns the rejection, or otherwise the charge that allows the fewest further calls of the same
   * cost. Empty when no policy was asked.
   */
  public Optional<Charge> mostConstrained() {
    return Optional.ofNullable(tightest(null));
  }

  /** Returns the most constrained of these charges and the given one. */
  @Nullable Charge tightest(@Nullable Charge other) {
    Charge tightest = other;
    for (Charge charge : charges) {
      if (!charge.policy().shadow() && (tightest == null || tighter(charge, tightest))) {
        tightest = charge;
      }
    }
    return tightest;
  }

  private static boolean tighter(Charge one, Charge other) {
    if (one.permitted() != other.permitted()) {
      return other.permitted();
    }
    return furtherCalls(one) < furtherCalls(other);
  }

  private static long furtherCalls(Charge charge) {
    return charge.decision().remaining() / Math.max(1, charge.cost());
  }

  /**
   * Returns the Unix time in seconds, rounded up, at which the quota of the charge is full again.
   */
  public long resetEpochSecond(Charge charge) {
    return limiter.epochSecond(charge.nowNanos() + charge.decision().resetNanos());
  }

  /**
   * Replaces the units that the policy reserved by the units that the call used. Only the first
   * settlement has an effect.
   *
   * @param actual the units that the call used, at least 0; more than the reserved units may leave
   *     a debt
   * @return whether there was a reservation to settle
   */
  public boolean settle(String policy, long actual) {
    for (Charge charge : charges) {
      if (charge.policy().name().equals(policy) && limiter.settle(charge, actual)) {
        return true;
      }
    }
    return false;
  }

  /** Refunds all units that are not settled. Callers use this when the call did not happen. */
  public void release() {
    limiter.release(charges);
  }

  boolean covers(Policy policy, boolean forInvocation) {
    for (Charge charge : charges) {
      if (charge.policy().name().equals(policy.name())) {
        return !forInvocation || (!invocation && charge.claimInvocation());
      }
    }
    return false;
  }

  /** Returns the previous verdict in the ledger. */
  @Nullable Verdict earlier() {
    return earlier;
  }

  /** Sets the previous verdict. Must be called before the ledger publishes this verdict. */
  void linkTo(@Nullable Verdict earlier) {
    this.earlier = earlier;
  }

  /**
   * Returns this verdict with another previous verdict. Both instances share the charges, which
   * hold the settlement state.
   */
  @SuppressWarnings("ReferenceEquality") // only to avoid a copy
  Verdict withEarlier(@Nullable Verdict other) {
    if (earlier == other) {
      return this;
    }
    Verdict copy = new Verdict(limiter, invocation, charges);
    copy.linkTo(other);
    return copy;
  }

  /**
   * Returns whether both verdicts are invocations and every policy of the other verdict is also in
   * this one.
   */
  boolean supersedes(Verdict other) {
    if (!invocation || !other.invocation) {
      return false;
    }
    for (Charge charge : other.charges) {
      if (!answeredBy(charge.policy().name())) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the policy was asked about this call. */
  public boolean answeredBy(String policy) {
    for (Charge charge : charges) {
      if (charge.policy().name().equals(policy)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return (permitted() ? "permitted " : "rejected ")
        + Arrays.stream(charges).map(Charge::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
