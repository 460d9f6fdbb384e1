package io.limitrate.internal.engine;

import static java.util.Objects.requireNonNull;

import io.limitrate.Call;
import io.limitrate.CallOutcome;
import io.limitrate.Charge;
import io.limitrate.Policy;
import io.limitrate.Verdict;
import io.limitrate.internal.concurrent.AtomicFields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The charges of one request by the filter, the JAX-RS feature and annotated methods. The ledger
 * prevents a call from being charged twice.
 *
 * <p>Thread-safe: several threads may work on one request.
 */
public class Ledger {
  private static final VarHandle EXECUTIONS =
      AtomicFields.of(MethodHandles.lookup(), "executions", Object.class);

  /**
   * The executions of the request, the latest first: {@code null}, one {@link Execution}, or an
   * array, whose elements never change. Most requests have one execution, and no array.
   */
  private volatile @Nullable Object executions;

  /** Returns the ledger of the call; an empty ledger if the call has none. */
  public static Ledger of(@Nullable Call call) {
    return call instanceof LedgerCall known ? known.ledger() : new Ledger();
  }

  /**
   * Returns the charges, those of the latest verdict first. If a method was invoked several times,
   * only the charges of the last invocation are kept, so a long request needs bounded memory.
   */
  public Stream<Charge> charges() {
    return all().flatMap(Execution::stream);
  }

  /** Returns all charges as one verdict, which is permitted if there are no charges. */
  public Verdict verdict() {
    return new LedgerVerdict(all().flatMap(Execution::stream).toArray(LedgerCharge[]::new));
  }

  /**
   * Returns the most constrained charge of all verdicts, in the order of {@link
   * Verdict#mostConstrained}.
   */
  public Optional<Charge> mostConstrained() {
    return Optional.ofNullable(tightest());
  }

  /** Returns the most constrained charge of all verdicts, or {@code null} if there is no charge. */
  public @Nullable Charge tightest() {
    LedgerCharge tightest = null;
    Object all = executions;
    for (int i = 0; i < size(all); i++) {
      tightest = execution(all, i).tightest(tightest);
    }
    return tightest;
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
    return all().anyMatch(execution -> execution.settle(policy, actual));
  }

  /** Returns the latest charge of the policy, if there is one. */
  public Optional<Charge> find(Policy policy) {
    return charges().filter(charge -> charge.policy().name().equals(policy.name())).findFirst();
  }

  /** Adds an execution in the place of those that it supersedes. */
  void add(Execution execution) {
    Object before;
    do {
      before = executions;
    } while (!EXECUTIONS.compareAndSet(this, before, with(execution, before)));
  }

  private static Object with(Execution added, @Nullable Object before) {
    if (before == null) {
      return added;
    }
    Execution[] all = new Execution[size(before) + 1];
    int size = 0;
    all[size++] = added;
    for (int i = 0; i < size(before); i++) {
      if (!added.supersedes(execution(before, i))) {
        all[size++] = execution(before, i);
      }
    }
    return size == 1 ? added : Arrays.copyOf(all, size);
  }

  private static int size(@Nullable Object executions) {
    return executions instanceof Execution[] several ? several.length : executions == null ? 0 : 1;
  }

  private static Execution execution(@Nullable Object executions, int index) {
    return executions instanceof Execution[] several
        ? several[index]
        : (Execution) requireNonNull(executions);
  }

  private Stream<Execution> all() {
    Object all = executions;
    return IntStream.range(0, size(all)).mapToObj(index -> execution(all, index));
  }

  /** Called after a verdict was added, on the thread that added the verdict. */
  protected void decided(Verdict verdict) {}

  /** Returns whether a policy of the request needs the end of the request. */
  public boolean needsEnd() {
    Object all = executions;
    for (int i = 0; i < size(all); i++) {
      if (!execution(all, i).isInvocation() && execution(all, i).needsEnd()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a policy decides by the result of the request whether the request counts. */
  public boolean awaitsResult() {
    Object all = executions;
    for (int i = 0; i < size(all); i++) {
      if (!execution(all, i).isInvocation() && execution(all, i).awaitsResult()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a policy decides by the size of the response how many units it used. */
  public boolean readsSize() {
    Object all = executions;
    for (int i = 0; i < size(all); i++) {
      if (!execution(all, i).isInvocation() && execution(all, i).readsSize()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Refunds the units of each policy that does not count the request by this result. If a later
   * result differs, the later result applies.
   */
  public void settle(CallResult result) {
    all().filter(one -> !one.isInvocation()).forEach(one -> one.settle(result));
  }

  /** Returns whether an execution of the request has a slot among the calls in flight. */
  public boolean isSlotted() {
    Object all = executions;
    for (int i = 0; i < size(all); i++) {
      if (execution(all, i).isSlotted()) {
        return true;
      }
    }
    return false;
  }

  /** Ends the executions of the request. An invocation ends by itself, possibly later. */
  public void end(CallOutcome outcome) {
    all().filter(execution -> !execution.isInvocation()).forEach(ended -> ended.end(outcome));
  }

  /**
   * Returns whether an earlier charge of this policy covers the call. A charge of the request
   * covers the request and the first invocation.
   */
  boolean covers(Policy policy, boolean invocation) {
    Object all = executions;
    for (int i = 0; i < size(all); i++) {
      if (execution(all, i).covers(policy, invocation)) {
        return true;
      }
    }
    return false;
  }
}
