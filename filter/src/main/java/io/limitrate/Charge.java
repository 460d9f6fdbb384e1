package io.limitrate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One policy's answer to one call, and the units it took.
 *
 * <p>Thread-safe: its units are settled once, whoever does it first.
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
  private final boolean counted;

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
      boolean counted) {
    this.policy = policy;
    this.quotas = quotas;
    this.key = key;
    this.cost = cost;
    this.nowNanos = nowNanos;
    this.decision = decision;
    this.counted = counted;
    this.settled = !counted || !decision.permitted();
  }

  /** The answer of a policy that could count. */
  static Charge counted(
      Policy policy, Quotas quotas, Key key, long cost, long nowNanos, Decision decision) {
    return new Charge(policy, quotas, key, cost, nowNanos, decision, true);
  }

  /** The answer of a policy's failure rule: nothing was taken, nothing will be given back. */
  static Charge uncounted(Policy policy, Key key, long nowNanos, Decision decision) {
    return new Charge(policy, policy.quotas(), key, 0, nowNanos, decision, false);
  }

  /** The policy that answered. */
  public Policy policy() {
    return policy;
  }

  /** The quotas that applied, those of the call's tier. */
  public Quotas quotas() {
    return quotas;
  }

  /** Who was counted. */
  public Key key() {
    return key;
  }

  /** The units asked for. */
  public long cost() {
    return cost;
  }

  /** What the policy said. */
  public Decision decision() {
    return decision;
  }

  /** Whether the policy counted; otherwise its {@link FailureRule} answered. */
  public boolean counted() {
    return counted;
  }

  /** Whether the call may go on as far as this policy is concerned: also a refusal in shadow. */
  public boolean permitted() {
    return decision.permitted() || policy.shadow();
  }

  long nowNanos() {
    return nowNanos;
  }

  /** The transition from what was reserved to what was used. */
  Transition settlement(long actual, long settledAtNanos) {
    return new Transition.Settle(quotas, cost, actual, nowNanos, settledAtNanos);
  }

  /** Whether there are units to settle: true once, for the first that asks. */
  boolean claimSettlement() {
    return SETTLED.compareAndSet(this, false, true);
  }

  /** Whether an invocation is covered by this charge of its request: true once. */
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
