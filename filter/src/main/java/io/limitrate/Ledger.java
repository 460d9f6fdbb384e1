package io.limitrate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request was charged by all that saw it: the filter, the JAX-RS feature and annotated
 * methods. It is what makes a call be charged once.
 *
 * <p>Thread-safe: a request's work may be spread over threads.
 */
public final class Ledger {
  private static final VarHandle LATEST = handle();

  private final @Nullable Call owner;
  private volatile @Nullable Verdict latest;

  /** An empty ledger. */
  public Ledger() {
    this(null);
  }

  /**
   * An empty ledger.
   *
   * @param owner told of every verdict as it is added, by {@link Call#decided}
   */
  public Ledger(@Nullable Call owner) {
    this.owner = owner;
  }

  /**
   * The charges, the latest verdict's first. Where a method was invoked again and again, only its
   * last invocation's, so that a request may go on for as long as it likes.
   */
  public Stream<Charge> charges() {
    return Stream.iterate(latest, verdict -> verdict != null, verdict -> verdict.earlier())
        .flatMap(verdict -> verdict.charges().stream());
  }

  /**
   * All charges as one verdict, as of now; permitted, where there are none.
   *
   * @param limiter whose charges they are
   */
  public Verdict verdict(Limiter limiter) {
    return new Verdict(limiter, false, charges().toArray(Charge[]::new));
  }

  /**
   * The charge that says most of all, as {@link Verdict#mostConstrained} has it for one verdict.
   */
  public Optional<Charge> mostConstrained() {
    Charge tightest = null;
    for (Verdict verdict = latest; verdict != null; verdict = verdict.earlier()) {
      tightest = verdict.tightest(tightest);
    }
    return Optional.ofNullable(tightest);
  }

  /**
   * Corrects what the policy reserved for this request to what was used; a policy that did not take
   * units, or was settled before, stays as it is.
   *
   * @param actual the units used, at least 0; above the reservation they may leave a debt
   * @return whether there was a reservation to settle
   */
  public boolean settle(String policy, long actual) {
    for (Verdict verdict = latest; verdict != null; verdict = verdict.earlier()) {
      if (verdict.settle(policy, actual)) {
        return true;
      }
    }
    return false;
  }

  /** The charge that the policy made last, if any. */
  public Optional<Charge> find(Policy policy) {
    return charges().filter(charge -> charge.policy().name().equals(policy.name())).findFirst();
  }

  void add(Verdict verdict) {
    Verdict known;
    do {
      known = latest;
      verdict.follow(without(known, verdict));
    } while (!LATEST.compareAndSet(this, known, verdict));
    if (owner != null) {
      owner.decided(verdict);
    }
  }

  /** What is left of the chain once the added verdict is there; others may be reading the chain. */
  private static @Nullable Verdict without(@Nullable Verdict chain, Verdict added) {
    if (chain == null) {
      return null;
    }
    Verdict rest = without(chain.earlier(), added);
    return added.supersedes(chain) ? rest : chain.after(rest);
  }

  /**
   * Whether the policy need not be charged again: the request was, and this is not a further call.
   */
  boolean covers(Policy policy, boolean invocation) {
    for (Verdict verdict = latest; verdict != null; verdict = verdict.earlier()) {
      if (verdict.covers(policy, invocation)) {
        return true;
      }
    }
    return false;
  }

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(Ledger.class, "latest", Verdict.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
