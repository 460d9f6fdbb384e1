package io.limitrate.internal.engine;

import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The verdict of charges that a limiter made. Thread-safe. */
class LedgerVerdict implements Verdict {
  final LedgerCharge[] charges;

  LedgerVerdict(LedgerCharge[] charges) {
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

  /** Returns whether the policy was asked about this call. */
  public boolean answeredBy(String policy) {
    return find(policy) != null;
  }

  /** Returns the first charge of the policy, or {@code null} if the policy was not asked. */
  final @Nullable LedgerCharge find(String policy) {
    for (LedgerCharge charge : charges) {
      if (charge.policy().name().equals(policy)) {
        return charge;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return (permitted() ? "permitted " : "rejected ")
        + Arrays.stream(charges)
            .map(LedgerCharge::toString)
            .collect(Collectors.joining(", ", "[", "]"));
  }
}
