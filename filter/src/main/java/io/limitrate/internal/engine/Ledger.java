package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.CallOutcome;
import io.limitrate.Charge;
import io.limitrate.Policy;
import io.limitrate.Verdict;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The charges of one request by the filter, the JAX-RS feature and annotated methods. The ledger
 * prevents a call from being charged twice.
 *
 * <p>Thread-safe: several threads may work on one request.
 */
public final class Ledger {
  private static final VarHandle LATEST = handle();

  private final @Nullable LedgerCall owner;
  private volatile @Nullable Execution latest;

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
    return entries().flatMap(Execution::stream);
  }

  private Stream<Execution> entries() {
    return Stream.iterate(latest, entry -> entry != null, entry -> entry.earlier());
  }

  /** Returns all charges as one verdict, which is permitted if there are no charges. */
  public Verdict verdict() {
    return new LedgerVerdict(entries().flatMap(Execution::stream).toArray(LedgerCharge[]::new));
  }

  /**
   * Returns the most constrained charge of all verdicts, in the order of {@link
   * Verdict#mostConstrained}.
   */
  public Optional<Charge> mostConstrained() {
    LedgerCharge tightest = null;
    for (Execution verdict = latest; verdict != null; verdict = verdict.earlier()) {
      tightest = verdict.tightest(tightest);
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
    for (Execution verdict = latest; verdict != null; verdict = verdict.earlier()) {
      if (verdict.settle(policy, actual)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the latest charge of the policy, if there is one. */
  public Optional<Charge> find(Policy policy) {
    return charges().filter(charge -> charge.policy().name().equals(policy.name())).findFirst();
  }

  void add(Execution verdict) {
    Execution known;
    do {
      known = latest;
      verdict.linkTo(without(known, verdict));
    } while (!LATEST.compareAndSet(this, known, verdict));
  }

  /** Tells the owner about a verdict that was added. */
  void announce(Verdict verdict) {
    if (owner != null) {
      owner.decided(verdict);
    }
  }

  /** Ends the executions of the request. An invocation ends by itself, possibly later. */
  public void end(CallOutcome outcome) {
    entries().filter(entry -> !entry.isInvocation()).forEach(entry -> entry.end(outcome));
  }

  /**
   * Returns the chain without the verdicts that the added verdict supersedes. Creates new links,
   * because other threads may read the chain.
   */
  private static @Nullable Execution without(@Nullable Execution chain, Execution added) {
    if (chain == null) {
      return null;
    }
    Execution rest = without(chain.earlier(), added);
    return added.supersedes(chain) ? rest : chain.withEarlier(rest);
  }

  /**
   * Returns whether an earlier charge of this policy covers the call. A charge of the request
   * covers the request and the first invocation.
   */
  boolean covers(Policy policy, boolean invocation) {
    for (Execution verdict = latest; verdict != null; verdict = verdict.earlier()) {
      if (verdict.covers(policy, invocation)) {
        return true;
      }
    }
    return false;
  }

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(Ledger.class, "latest", Execution.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
