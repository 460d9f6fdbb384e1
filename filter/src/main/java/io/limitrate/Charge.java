package io.limitrate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decision of one policy about one call, and the units that the policy took. Listeners, and
 * code that reads a {@link Verdict}, use this type.
 *
 * <p>Thread-safe: only the first settlement has an effect.
 */
public final class Charge {
  private static final VarHandle SETTLED = handle("settled");
  private static final VarHandle INVOKED = handle("invoked");

  private final Policy policy;
  private final Quotas quotas;
  private final Key key;
  private final long cost;
  private final long nowNanos;
  private final Decision decision;
  private final CountedBy countedBy;
  private final @Nullable UnreadableCallException unreadable;

  @SuppressWarnings("unused") // through SETTLED
  private boolean settled;

  @SuppressWarnings("unused") // through INVOKED
  private boolean invoked;

  private Charge(
      Policy policy,
      Quotas quotas,
      Key key,
      long cost,
      long nowNanos,
      Decision decision,
      CountedBy countedBy,
      @Nullable UnreadableCallException unreadable) {
    this.policy = policy;
    this.quotas = quotas;
    this.key = key;
    this.cost = cost;
    this.nowNanos = nowNanos;
    this.decision = decision;
    this.countedBy = countedBy;
    this.unreadable = unreadable;
    this.settled = countedBy == CountedBy.NOWHERE || !decision.permitted();
  }

  /** Creates the charge of a policy that could count, in the store or in this node's share. */
  static Charge counted(
      Policy policy, Key key, Transition.Acquire acquire, Decision decision, CountedBy countedBy) {
    return new Charge(
        policy,
        acquire.quotas(),
        key,
        acquire.cost(),
        acquire.nowNanos(),
        decision,
        countedBy,
        null);
  }

  /**
   * Creates the charge of a policy whose failure rule decided. No units were taken, so none are
   * refunded.
   */
  static Charge uncounted(Policy policy, Key key, long nowNanos, Decision decision) {
    return new Charge(policy, policy.quotas(), key, 0, nowNanos, decision, CountedBy.NOWHERE, null);
  }

  /**
   * Creates the rejection of a call with a part that the client sent in unreadable form. No units
   * were taken.
   */
  static Charge unreadable(
      Policy policy, Key key, long nowNanos, UnreadableCallException unreadable) {
    Decision decision = new Decision.Rejected(policy.quotas().list().get(0), 0, 0, Decision.NEVER);
    return new Charge(
        policy, policy.quotas(), key, 0, nowNanos, decision, CountedBy.NOWHERE, unreadable);
  }

  /** Returns the policy that decided. */
  public Policy policy() {
    return policy;
  }

  /** Returns the quotas that applied: those of the call's tier. */
  public Quotas quotas() {
    return quotas;
  }

  /** Returns the key that was counted. */
  public Key key() {
    return key;
  }

  /** Returns the units that the call costs. */
  public long cost() {
    return cost;
  }

  /** Returns the decision of the policy. */
  public Decision decision() {
    return decision;
  }

  /** Returns why the policy could not read its key or cost, if the client caused the error. */
  public Optional<UnreadableCallException> unreadable() {
    return Optional.ofNullable(unreadable);
  }

  /**
   * Returns whether the store counted the call. If {@code false}, the {@link FailureRule} of the
   * policy decided, or the call is {@link #unreadable}.
   */
  public boolean counted() {
    return countedBy == CountedBy.STORE;
  }

  /**
   * Returns whether this policy lets the call proceed. A rejection in shadow lets the call proceed.
   */
  public boolean permitted() {
    return decision.permitted() || policy.shadow();
  }

  long nowNanos() {
    return nowNanos;
  }

  /** Returns the transition from the reserved units to the used units. */
  Transition settlement(long actual, long settledAtNanos) {
    return new Transition.Settle(quotas, cost, actual, nowNanos, settledAtNanos);
  }

  /** Returns {@code true} for the first caller if there are units to settle. */
  boolean claimSettlement() {
    return SETTLED.compareAndSet(this, false, true);
  }

  /** Returns where the units are counted. */
  CountedBy countedBy() {
    return countedBy;
  }

  enum CountedBy {
    STORE,
    LOCAL_SHARE,
    NOWHERE
  }

  /** Returns {@code true} once: this charge of the request covers its first invocation. */
  boolean claimInvocation() {
    return INVOKED.compareAndSet(this, false, true);
  }

  private static VarHandle handle(String field) {
    try {
      return MethodHandles.lookup().findVarHandle(Charge.class, field, boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public String toString() {
    return policy.name() + ": " + decision;
  }
}
