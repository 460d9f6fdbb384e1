package io.limitrate.internal.engine;

import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.Policy;
import io.limitrate.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charges of one check, and a link to the previous check of the same ledger. Thread-safe. */
public final class LedgerEntry implements Verdict {
  private final boolean invocation;
  private final LedgerCharge[] charges;
  private @Nullable LedgerEntry earlier;

  LedgerEntry(boolean invocation, LedgerCharge[] charges) {
    this.invocation = invocation;
    this.charges = charges;
  }

  @Override
  public boolean permitted() {
    for (LedgerCharge charge : charges) {
      if (!charge.permitted()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Duration delay() {
    long nanos = 0;
    for (LedgerCharge charge : charges) {
      if (charge.decision() instanceof Decision.Delayed delayed && !charge.policy().shadow()) {
        nanos = Math.max(nanos, delayed.delayNanos());
      }
    }
    return nanos == 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  @Override
  public List<Charge> charges() {
    return List.of(charges);
  }

  @Override
  public Optional<Charge> mostConstrained() {
    return Optional.ofNullable(tightest(null));
  }

  /** Returns the most constrained of these charges and the given one. */
  @Nullable LedgerCharge tightest(@Nullable LedgerCharge other) {
    LedgerCharge tightest = other;
    for (LedgerCharge charge : charges) {
      if (!charge.policy().shadow() && (tightest == null || tighter(charge, tightest))) {
        tightest = charge;
      }
    }
    return tightest;
  }

  private static boolean tighter(LedgerCharge one, LedgerCharge other) {
    if (one.permitted() != other.permitted()) {
      return other.permitted();
    }
    return furtherCalls(one) < furtherCalls(other);
  }

  private static long furtherCalls(LedgerCharge charge) {
    return charge.decision().remaining() / Math.max(1, charge.cost());
  }

  @Override
  public boolean settle(String policy, long actual) {
    for (LedgerCharge charge : charges) {
      if (charge.policy().name().equals(policy) && charge.settle(actual)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void release() {
    release(charges);
  }

  Stream<LedgerCharge> stream() {
    return Arrays.stream(charges);
  }

  static void release(LedgerCharge[] charges) {
    for (LedgerCharge charge : charges) {
      charge.settle(0);
    }
  }

  boolean covers(Policy policy, boolean forInvocation) {
    for (LedgerCharge charge : charges) {
      if (charge.policy().name().equals(policy.name())) {
        return !forInvocation || (!invocation && charge.claimInvocation());
      }
    }
    return false;
  }

  /** Returns the previous verdict in the ledger. */
  @Nullable LedgerEntry earlier() {
    return earlier;
  }

  /** Sets the previous verdict. Must be called before the ledger publishes this verdict. */
  void linkTo(@Nullable LedgerEntry earlier) {
    this.earlier = earlier;
  }

  /**
   * Returns this verdict with another previous verdict. Both instances share the charges, which
   * hold the settlement state.
   */
  @SuppressWarnings("ReferenceEquality") // only to avoid a copy
  LedgerEntry withEarlier(@Nullable LedgerEntry other) {
    if (earlier == other) {
      return this;
    }
    LedgerEntry copy = new LedgerEntry(invocation, charges);
    copy.linkTo(other);
    return copy;
  }

  /**
   * Returns whether both verdicts are invocations and every policy of the other verdict is also in
   * this one.
   */
  boolean supersedes(LedgerEntry other) {
    if (!invocation || !other.invocation) {
      return false;
    }
    for (LedgerCharge charge : other.charges) {
      if (!answeredBy(charge.policy().name())) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the policy was asked about this call. */
  public boolean answeredBy(String policy) {
    for (LedgerCharge charge : charges) {
      if (charge.policy().name().equals(policy)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return (permitted() ? "permitted " : "rejected ")
        + Arrays.stream(charges)
            .map(LedgerCharge::toString)
            .collect(Collectors.joining(", ", "[", "]"));
  }
}
