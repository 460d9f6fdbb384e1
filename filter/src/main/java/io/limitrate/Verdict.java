package io.limitrate;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that was decided about one call: whether it may go on, which policy constrains it most, and
 * the units to settle or give back when it is done.
 *
 * <p>Thread-safe. Units that are never settled stay as they were reserved.
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

  /** Whether the call may go on, at once or after its {@link #delay}. */
  public boolean permitted() {
    for (Charge charge : charges) {
      if (!charge.permitted()) {
        return false;
      }
    }
    return true;
  }

  /** How long the call has to wait for its turn; zero for most. */
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
   * The charges of the policies that were asked, strictest first; none after the one that rejected.
   */
  public List<Charge> charges() {
    return Arrays.asList(charges.clone());
  }

  /**
   * The charge that says most: the rejection, or else the one that allows the fewest further calls
   * like this. Empty when no policy was asked.
   */
  public Optional<Charge> mostConstrained() {
    return Optional.ofNullable(tightest(null));
  }

  /** The most constrained of these charges and the other. */
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

  /** The Unix time in seconds, rounded up, at which the charge's quota is whole again. */
  public long resetEpochSecond(Charge charge) {
    return limiter.epochSecond(charge.nowNanos() + charge.decision().resetNanos());
  }

  /**
   * Corrects what the policy reserved to what was used. Takes effect once.
   *
   * @param actual the units used, at least 0; above the reservation they may leave a debt
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

  /** Gives back all that was taken and not settled: the call did not happen. */
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

  /** The verdict before in the ledger. */
  @Nullable Verdict earlier() {
    return earlier;
  }

  /** Before the ledger publishes this verdict. */
  void follow(@Nullable Verdict earlier) {
    this.earlier = earlier;
  }

  /** This verdict behind another one. The charges, which are what is settled, stay the same. */
  @SuppressWarnings("ReferenceEquality") // only to spare a copy
  Verdict after(@Nullable Verdict other) {
    if (earlier == other) {
      return this;
    }
    Verdict copy = new Verdict(limiter, invocation, charges);
    copy.follow(other);
    return copy;
  }

  /** Whether both are invocations, and every policy that answered the other answered this one. */
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

  /** Whether the policy was asked about this call. */
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
