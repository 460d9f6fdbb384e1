package io.limitrate.internal.engine;

import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.Quotas;
import io.limitrate.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The verdict of charges that a limiter made. Thread-safe. */
class LedgerVerdict implements Verdict {
  private static final LedgerCharge[] NONE = {};

  /** The first charge. Most verdicts have one, and no array. */
  private final @Nullable LedgerCharge first;

  private final LedgerCharge[] more;

  /** Creates the verdict of at most one charge. */
  LedgerVerdict(@Nullable LedgerCharge only) {
    this.first = only;
    this.more = NONE;
  }

  LedgerVerdict(LedgerCharge[] charges) {
    this.first = charges.length == 0 ? null : charges[0];
    this.more = charges.length < 2 ? NONE : Arrays.copyOfRange(charges, 1, charges.length);
  }

  final int size() {
    return first == null ? 0 : 1 + more.length;
  }

  final LedgerCharge charge(int index) {
    return index > 0 || first == null ? more[index - 1] : first;
  }

  @Override
  public boolean permitted() {
    for (int i = 0; i < size(); i++) {
      if (!charge(i).permitted()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Duration delay() {
    long nanos = 0;
    for (int i = 0; i < size(); i++) {
      LedgerCharge charge = charge(i);
      if (charge.decision() instanceof Decision.Delayed delayed && charge.enforced()) {
        nanos = Math.max(nanos, delayed.delayNanos());
      }
    }
    return nanos == 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  @Override
  public List<Charge> charges() {
    return stream().<Charge>map(charge -> charge).toList();
  }

  @Override
  public Optional<Charge> mostConstrained() {
    return Optional.ofNullable(tightest(null));
  }

  /** Returns the most constrained of these charges and the given one. */
  @Nullable LedgerCharge tightest(@Nullable LedgerCharge other) {
    LedgerCharge tightest = other;
    for (int i = 0; i < size(); i++) {
      LedgerCharge charge = charge(i);
      if (charge.enforced() && (tightest == null || tighter(charge, tightest))) {
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

  /** Returns the further calls of the same cost; each call in flight takes one slot. */
  private static long furtherCalls(LedgerCharge charge) {
    Decision decision = charge.decision();
    boolean slots = decision.quota() instanceof Quotas.InFlight;
    return slots ? decision.remaining() : decision.remaining() / Math.max(1, charge.cost());
  }

  @Override
  public boolean settle(String policy, long actual) {
    for (int i = 0; i < size(); i++) {
      if (charge(i).policy().name().equals(policy) && charge(i).settle(actual)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void release() {
    for (int i = 0; i < size(); i++) {
      charge(i).limiter().ends.leave(charge(i));
      charge(i).limiter().turns.release(charge(i));
    }
  }

  /** Does nothing: only an {@link Execution} is a call that ends. */
  @Override
  public void end() {}

  Stream<LedgerCharge> stream() {
    return IntStream.range(0, size()).mapToObj(this::charge);
  }

  /** Returns whether the policy was asked about this call. */
  public boolean answeredBy(String policy) {
    return find(policy) != null;
  }

  /** Returns the first charge of the policy, or {@code null} if the policy was not asked. */
  final @Nullable LedgerCharge find(String policy) {
    for (int i = 0; i < size(); i++) {
      if (charge(i).policy().name().equals(policy)) {
        return charge(i);
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return (permitted() ? "permitted " : "rejected ")
        + stream().map(LedgerCharge::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
