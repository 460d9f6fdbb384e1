package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.CallOutcome;
import io.limitrate.Charge;
import io.limitrate.Policy;
import io.limitrate.Verdict;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The charges of one request by the filter, the JAX-RS feature and annotated methods. The ledger
 * prevents a call from being charged twice.
 *
 * <p>Thread-safe: several threads may work on one request.
 */
public final class Ledger {
  private static final AtomicReferenceFieldUpdater<Ledger, Execution[]> EXECUTIONS =
      AtomicReferenceFieldUpdater.newUpdater(Ledger.class, Execution[].class, "executions");
  private static final Execution[] NONE = {};

  private final @Nullable LedgerCall owner;

  /** The executions of the request, the latest first. The elements of an array never change. */
  private volatile Execution[] executions = NONE;

  /** Creates an empty ledger. */
  public Ledger() {
    this(null);
  }

  /**
   * Creates an empty ledger with an owner.
   *
   * @param owner receives every added verdict through {@link LedgerCall#decided}
   */
  public Ledger(@Nullable LedgerCall owner) {
    this.owner = owner;
  }

  /** Returns the ledger of the call; an empty ledger if the call has none. */
  public static Ledger of(@Nullable Call call) {
    return call instanceof LedgerCall known ? known.ledger() : new Ledger();
  }

  /**
   * Returns the charges, those of the latest verdict first. If a method was invoked several times,
   * only the charges of the last invocation are kept, so a long request needs bounded memory.
   */
  public Stream<Charge> charges() {
    return Arrays.stream(executions).flatMap(Execution::stream);
  }

  /** Returns all charges as one verdict, which is permitted if there are no charges. */
  public Verdict verdict() {
    return new LedgerVerdict(
        Arrays.stream(executions).flatMap(Execution::stream).toArray(LedgerCharge[]::new));
  }

  /**
   * Returns the most constrained charge of all verdicts, in the order of {@link
   * Verdict#mostConstrained}.
   */
  public Optional<Charge> mostConstrained() {
    LedgerCharge tightest = null;
    for (Execution execution : executions) {
      tightest = execution.tightest(tightest);
    }
    return Optional.ofNullable(tightest);
  }

  /**
   * Replaces the units that the policy reserved for this request by the units that the request
   * used. Does nothing if the policy took no units or is settled already.
   *
   * @param actual the units that the request used, at least 0; more than the reserved units may
   *     leave a debt
   * @return whether there was a reservation to settle
   */
  public boolean settle(String policy, long actual) {
    for (Execution execution : executions) {
      if (execution.settle(policy, actual)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the latest charge of the policy, if there is one. */
  public Optional<Charge> find(Policy policy) {
    return charges().filter(charge -> charge.policy().name().equals(policy.name())).findFirst();
  }

  /** Adds an execution in the place of those that it supersedes. */
  void add(Execution execution) {
    Execution[] before;
    do {
      before = executions;
    } while (!EXECUTIONS.compareAndSet(this, before, with(execution, before)));
  }

  private static Execution[] with(Execution added, Execution[] before) {
    Execution[] all = new Execution[before.length + 1];
    int size = 0;
    all[size++] = added;
    for (Execution earlier : before) {
      if (!added.supersedes(earlier)) {
        all[size++] = earlier;
      }
    }
    return size == all.length ? all : Arrays.copyOf(all, size);
  }

  /** Tells the owner about a verdict that was added. */
  void announce(Verdict verdict) {
    if (owner != null) {
      owner.decided(verdict);
    }
  }

  /** Ends the executions of the request. An invocation ends by itself, possibly later. */
  public void end(CallOutcome outcome) {
    for (Execution execution : executions) {
      if (!execution.isInvocation()) {
        execution.end(outcome);
      }
    }
  }

  /**
   * Returns whether an earlier charge of this policy covers the call. A charge of the request
   * covers the request and the first invocation.
   */
  boolean covers(Policy policy, boolean invocation) {
    for (Execution execution : executions) {
      if (execution.covers(policy, invocation)) {
        return true;
      }
    }
    return false;
  }
}
